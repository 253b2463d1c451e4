"""``certificate``: the VAT certificate of a legal customer's invoices."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bakala_desktop.cli import persian
from bakala_desktop.cli.answers import Answer
from bakala_desktop.cli.calling import Call
from bakala_desktop.cli.command_line import CommandLineError
from bakala_desktop.cli.paper_writing import write_paper
from bakala_desktop.domain.certificate import Certificate
from bakala_desktop.domain.customer import CustomerId
from bakala_desktop.domain.ids import parse_id
from bakala_desktop.domain.jalali import parse_day
from bakala_desktop.services.certificates import CertificateRequest, issue_certificate


def _request(call: Call) -> CertificateRequest:
    """Return what is asked for: some invoices, or a customer's period. Raises CommandLineError for a mixture."""
    given = call.options
    period = (given.customer, given.from_day, given.to_day)
    if bool(given.invoice) == any(part is not None for part in period) or (None in period and any(period)):
        raise CommandLineError("bad_command_line", detail="--invoice | --customer --from --to")
    if given.invoice:
        return CertificateRequest(serials=tuple(given.invoice))
    customer = CustomerId(parse_id(given.customer, "customer_not_found"))
    return CertificateRequest((), customer, parse_day(given.from_day), parse_day(given.to_day))


def shown_certificate(made: Certificate) -> dict[str, Any]:
    """Return what ``certificate`` prints; ``replaces`` is null, a serial, or a list where there are several."""
    older = [str(serial) for serial in made.replaces]
    return {
        "serial": str(made.serial),
        "invoices": [str(invoice.serial) for invoice in made.invoices],
        "base": made.base,
        "exempt_base": made.exempt_base,
        "vat": made.vat,
        "total": made.total,
        "replaces": older if len(older) > 1 else older[0] if older else None,
    }


def certificate(call: Call) -> Answer:
    """Issue a certificate and write it; where it is refused there is no file and no number is taken."""
    request = _request(call)
    shop = call.enter()
    out: Path = call.output(call.options.out)
    made = issue_certificate(shop, request)
    write_paper(shop, made.serial, out)
    return Answer({"certificate": shown_certificate(made), "out": str(out)}, persian.written(str(out)))


COMMANDS = {"certificate": certificate}
