"""``init``, ``backup``, ``restore`` and ``verify``: the shop's books as a whole."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bakala_desktop.bootstrap import Till, founding, open_shop
from bakala_desktop.cli import persian
from bakala_desktop.cli.answers import DONE, REFUSED, Answer, plain
from bakala_desktop.cli.calling import Call
from bakala_desktop.devices.json_file import read_json_object
from bakala_desktop.devices.system_clock import new_id
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.shop_profile import checked_profile
from bakala_desktop.domain.staff import check_password, check_user_name
from bakala_desktop.gui.messages import sentence
from bakala_desktop.services.backup import back_up, restore, restore_new
from bakala_desktop.services.founding import found_shop, is_founded
from bakala_desktop.services.proof import Finding, verify_shop


def init(call: Call) -> Answer:
    """Make the shop; everything that can be refused is looked at before anything is made."""
    till = call.till()
    _refuse_second(till)
    options = call.options
    owner = check_user_name(options.owner)
    profile = _profile(options.shop)
    password = check_password(call.new_password("BAKALA_PASSWORD"))
    sample = None
    if options.sample:
        from bakala_desktop.devices.sample_goods import load_sample

        sample = load_sample(new_id)
    with founding(till) as shop:
        found_shop(shop, owner, password, profile, sample)
    place = str(till.folder.root)
    shown = {"owner": owner, "role": "owner", "data": place, "sample": bool(options.sample)}
    return Answer({"shop": shown}, persian.founded(owner, place))


def _refuse_second(till: Till) -> None:
    if till.is_new:
        return
    shop = open_shop(till)
    try:
        if is_founded(shop):
            raise ShopError("already_founded", place=str(till.folder.root))
    finally:
        shop.database.close()


def _profile(file: Path | None) -> dict[str, Any] | None:
    if file is None:
        return None
    values = read_json_object(file)
    try:
        checked_profile(values)
    except ShopError as error:
        raise ShopError(error.code, **{"file": file.name, **error.data}) from error
    return values


def backup(call: Call) -> Answer:
    """Write a verified copy."""
    shop = call.enter()
    target: Path = call.output(call.options.file)
    back_up(shop, target)
    return Answer({"backup": {"file": str(target), "bytes": target.stat().st_size}}, persian.written(str(target)))


def put_back(call: Call) -> Answer:
    """Replace the books by a copy that passed every check; an empty folder needs no user."""
    source: Path = call.options.file
    till = call.till()
    if till.is_new:
        with founding(till) as shop:
            restore_new(shop, source)
        kept = None
    else:
        shop = call.enter()
        call.keep_off(source)
        till.folder.backups.mkdir(parents=True, exist_ok=True)
        # To the microsecond: the copy of a restore that was just undone must not be overwritten by the next one.
        safety = till.folder.backups / f"before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.db"
        restore(shop, source, safety)
        kept = str(safety)
    return Answer({"restore": {"file": str(source), "kept": kept}}, persian.restored(str(source), kept))


def verify(call: Call) -> Answer:
    """Prove that the books are whole."""
    proof = verify_shop(call.enter(), call.options.head)
    findings = [_finding(finding) for finding in proof.findings]
    document = {
        "ok": proof.ok,
        "findings": findings,
        "head": proof.head,
        "entries": proof.entries,
        "documents": proof.documents,
    }
    return Answer(document, persian.proof(findings, proof.head), DONE if proof.ok else REFUSED)


def _finding(finding: Finding) -> dict[str, Any]:
    message = sentence(ShopError(finding.code, **finding.data))
    return {"code": finding.code, "message": message, "data": plain(finding.data)}


COMMANDS = {"init": init, "backup": backup, "restore": put_back, "verify": verify}
