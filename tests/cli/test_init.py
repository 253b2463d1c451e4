"""``init``, users and their passwords, backup, restore and verify, through the command."""

from __future__ import annotations

import json
import shutil

import pytest
from builders import KEY, NEW_PASSWORD, OWNER, PASSWORD, PROFILE

from bakala_desktop import bootstrap
from bakala_desktop.domain.errors import ShopTrouble
from bakala_desktop.storage.sqlite import connect

FORBIDDEN_LEFTOVERS = ("till", "new.key")


def leftovers(bakala):
    root = bakala.folder.parent
    return [name for name in FORBIDDEN_LEFTOVERS if (root / name).exists()]


def test_init_makes_the_shop_and_its_key_outside_of_the_folder(empty, write_json):
    done = empty("init", "--owner", OWNER, "--shop", write_json(PROFILE, "shop.json"), user=None)
    assert (done.code, done.json["shop"]["owner"]) == (0, OWNER)
    key = empty.folder.parent / "new.key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.read_text("ascii").strip().encode() not in (empty.folder / "bakala.db").read_bytes()
    assert empty("orders").json == {"orders": []}
    assert not (empty.folder / ".founding").exists()


def test_a_second_init_is_refused_and_changes_nothing(bakala):
    before = bakala.state()
    done = bakala("init", "--owner", "دیگری", user=None)
    assert (done.code, done.error["code"]) == (3, "already_founded")
    assert bakala.state() == before


@pytest.mark.parametrize(
    ("shop", "field", "code"),
    [
        ({**PROFILE, "national_id": "10380284791"}, "national_id", "invalid_checksum"),
        ({**PROFILE, "motto": "ارزان"}, "motto", "unknown_field"),
        ({"kind": "legal"}, "name", "field_missing"),
        ({"name": 5}, "name", "bad_field"),
    ],
)
def test_a_wrong_profile_leaves_no_shop_and_no_key(empty, write_json, shop, field, code):
    done = empty("init", "--owner", OWNER, "--shop", write_json(shop, "shop.json"), user=None)
    assert (done.code, done.error["code"]) == (3, code)
    assert done.error["data"]["field"] == field
    assert done.error["data"]["file"] == "shop.json"
    assert leftovers(empty) == []


@pytest.mark.parametrize("owner", ["", "‌", "م" * 61])
def test_a_wrong_owner_leaves_nothing(empty, owner):
    done = empty("init", "--owner", owner, user=None)
    assert done.code == 3
    assert leftovers(empty) == []


def test_a_short_password_leaves_nothing(empty):
    done = empty("init", "--owner", OWNER, user=None, BAKALA_PASSWORD="abc")
    assert (done.code, done.error["code"]) == (3, "password_too_short")
    assert leftovers(empty) == []


def test_trouble_in_the_middle_of_init_is_taken_back(empty, monkeypatch):
    from bakala_desktop.cli import keeping

    def full(*given):
        raise ShopTrouble("disk_full", detail="")

    monkeypatch.setattr(keeping, "found_shop", full)
    done = empty("init", "--owner", OWNER, user=None)
    assert (done.code, done.error["code"]) == (4, "disk_full")
    assert leftovers(empty) == []


def test_a_folder_that_was_there_keeps_what_lay_in_it(empty, monkeypatch):
    from bakala_desktop.cli import keeping

    empty.folder.mkdir()
    (empty.folder / "note.txt").write_text("mine", "ascii")
    monkeypatch.setattr(keeping, "found_shop", lambda *given: 1 / 0)
    assert empty("init", "--owner", OWNER, user=None).code == 4
    # The log of what nobody expected is written afterwards.
    assert {path.name for path in empty.folder.iterdir()} == {"note.txt", "logs"}


def test_the_sample_shop_has_goods_customers_and_users(empty):
    assert empty("init", "--owner", OWNER, "--sample", user=None).code == 0
    found = empty("search", "products", "زعفران").json["results"]
    assert found[0]["barcode"].startswith("626")
    assert empty("search", "customers", "نیلادشت").json["results"][0]["kind"] == "legal"
    roles = sorted(user["role"] for user in empty("staff", "list").json["users"])
    assert roles == ["cashier", "cashier", "clerk", "manager", "owner"]
    assert empty("verify").json["ok"] is True


def test_a_new_user_sets_a_password_of_their_own_before_anything_else(bakala):
    added = bakala("staff", "add", "سارا", "--role", "cashier", BAKALA_NEW_PASSWORD=PASSWORD)
    assert added.json["user"] == {"name": "سارا", "role": "cashier", "disabled": False, "must_change_password": True}
    refused = bakala("orders", user="سارا")
    assert (refused.code, refused.error["code"]) == (3, "password_change_required")
    changed = bakala("staff", "password", "سارا", user="سارا", BAKALA_NEW_PASSWORD=NEW_PASSWORD)
    assert changed.json["user"]["must_change_password"] is False
    assert bakala("orders", user="سارا", BAKALA_PASSWORD=NEW_PASSWORD).code == 0
    denied = bakala("staff", "list", user="سارا", BAKALA_PASSWORD=NEW_PASSWORD)
    assert (denied.code, denied.error["code"]) == (3, "not_allowed")


def test_the_owner_gives_another_user_a_first_password(bakala):
    bakala("staff", "add", "سارا", "--role", "clerk", BAKALA_NEW_PASSWORD=PASSWORD)
    reset = bakala("staff", "password", "سارا", BAKALA_NEW_PASSWORD=NEW_PASSWORD)
    assert reset.json["user"]["must_change_password"] is True
    unknown = bakala("staff", "password", "کسی", BAKALA_NEW_PASSWORD=NEW_PASSWORD)
    assert (unknown.code, unknown.error["code"]) == (3, "user_not_found")


def test_a_disabled_user_stays_out(bakala):
    bakala("staff", "add", "سارا", "--role", "clerk", BAKALA_NEW_PASSWORD=PASSWORD)
    assert bakala("staff", "disable", "سارا").json["user"]["disabled"] is True
    done = bakala("orders", user="سارا")
    assert (done.code, done.error["code"]) == (3, "user_disabled")
    stays = bakala("staff", "disable", OWNER)
    assert (stays.code, stays.error["code"]) == (3, "owner_stays")


def test_verify_finds_a_changed_price_and_ends_with_3(stocked):
    whole = stocked("verify")
    assert (whole.code, whole.json["ok"], whole.json["findings"]) == (0, True, [])
    assert stocked("verify", "--head", whole.json["head"]).code == 0
    connection = connect(stocked.folder / "bakala.db", KEY)
    connection.execute("UPDATE products SET price = 1 WHERE sku = 'R-1'")
    connection.close()
    done = stocked("verify")
    assert (done.code, done.json["ok"]) == (3, False)
    assert done.json["findings"][0]["code"] == "audit_object_altered"
    assert done.json["findings"][0]["message"]
    foreign = stocked("verify", "--head", "f" * 64)
    assert "audit_head_unknown" in [finding["code"] for finding in foreign.json["findings"]]


def test_a_backup_comes_back_as_it_was(stocked, write_csv, tmp_path):
    copy = tmp_path / "copy.bak"
    done = stocked("backup", copy)
    assert done.json == {"backup": {"file": str(copy), "bytes": copy.stat().st_size}}
    more = "sku,barcode,title,category,unit,price_rial,vat_percent\nX-9,,کالای تازه,,عدد,1000,10\n"
    stocked("import", "products", write_csv(more))
    back = stocked("restore", copy)
    assert back.code == 0
    assert stocked("search", "products", "X-9").json == {"results": []}
    kept = back.json["restore"]["kept"]
    assert stocked("restore", kept).code == 0
    assert stocked("search", "products", "X-9").json["results"]
    assert stocked("verify").json["ok"] is True


def test_a_folder_without_a_database_is_restored_without_a_user(stocked, tmp_path):
    copy = tmp_path / "copy.bak"
    stocked("backup", copy)
    shutil.rmtree(stocked.folder)
    assert stocked("restore", copy, user=None, BAKALA_PASSWORD=None).code == 0
    assert stocked("search", "products", "R-1").json["results"][0]["sku"] == "R-1"


def test_a_damaged_copy_replaces_nothing(stocked, tmp_path):
    copy = tmp_path / "copy.bak"
    stocked("backup", copy)
    content = bytearray(copy.read_bytes())
    content[5000] ^= 0xFF
    copy.write_bytes(content)
    before = stocked.state()
    done = stocked("restore", copy)
    assert (done.code, done.error["code"]) == (3, "backup_damaged")
    assert stocked.state() == before
    fresh = stocked("restore", copy, user=None, BAKALA_DATA=str(tmp_path / "fresh"))
    assert fresh.code == 3
    assert not (tmp_path / "fresh").exists()
    missing = stocked("restore", tmp_path / "nothing.bak")
    assert (missing.code, missing.error["code"]) == (3, "file_unreadable")


def test_a_backup_never_lands_on_the_database_itself(stocked):
    done = stocked("backup", stocked.folder / "bakala.db")
    assert (done.code, done.error["code"]) == (4, "file_unwritable")
    assert stocked("verify").json["ok"] is True


def test_a_database_of_a_newer_version_is_refused_in_words(bakala):
    connection = connect(bakala.folder / "bakala.db", KEY)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = (bakala.folder / "bakala.db").read_bytes()
    done = bakala("orders")
    assert (done.code, done.error["code"]) == (4, "database_newer")
    assert "تازه‌تر" in done.error["message"]
    assert (bakala.folder / "bakala.db").read_bytes() == before


def test_a_foreign_key_opens_nothing(bakala, tmp_path):
    (tmp_path / "other.key").write_text("00" * 32, "ascii")
    done = bakala("orders", BAKALA_KEY_FILE=str(tmp_path / "other.key"))
    assert (done.code, done.error["code"]) == (4, "database_key_wrong")
    gone = bakala("orders", BAKALA_KEY_FILE=str(tmp_path / "no.key"))
    assert (gone.code, gone.error["code"]) == (4, "key_missing")


def test_two_processes_found_one_shop(process, tmp_path):
    new = {"BAKALA_DATA": str(tmp_path / "twice"), "BAKALA_KEY_FILE": str(tmp_path / "twice.key")}
    both = [process.start("--json", "init", "--owner", name, **new) for name in ("یکم", "دوم")]
    answers = [json.loads(one.communicate(timeout=60)[0]) for one in both]
    codes = sorted(one.returncode for one in both)
    assert codes == [0, 3], answers
    refused = next(answer["error"]["code"] for answer in answers if "error" in answer)
    assert refused == "already_founded"
    owner = next(answer["shop"]["owner"] for answer in answers if "shop" in answer)
    assert process.run("--json", "--user", owner, "verify", **new).json["ok"] is True


def test_bootstrap_names_a_place_that_cannot_be_made(empty, tmp_path):
    (tmp_path / "file").write_text("", "ascii")
    with pytest.raises(ShopTrouble) as refused, bootstrap.founding(bootstrap.find_till(tmp_path / "file" / "till", {})):
        pass
    assert refused.value.code == "folder_read_only"
