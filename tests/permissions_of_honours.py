"""Who opens rounds of commendation, proposes, decides and takes back. The round is the province's; Mai proposes
people of her union. OF_DONG: Đông himself is proposed; REVOKED by Đông; PLEA: of who lost that honour, by Lan."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from sangkien.accounts.models import Person
from sangkien.honours.models import Award, Complaint, Nomination, Plea, Quota
from sangkien.honours.states import State
from sangkien.honours.tests.honouring import a_quota, awarded, revoked
from sangkien.steering.models import Withdrawal
from tests.cast import NOW, Cast

HONOURS = """
                                             nobody carrier lan hung mai kim minh chair yen thao dong ha
honours.set_terms      GARMENT_FACTORY          .      .     .    .   x   .    .    .    .    .    .   .
honours.set_terms      INDUSTRIAL_ZONES         .      .     .    .   .   .    .    .    .    .    .   .
honours.set_terms      PROVINCE                 .      .     .    .   .   .    .    .    .    .    x   .
honours.set_terms      CONFEDERATION            .      .     .    .   .   .    .    .    .    .    .   x
honours.open           GARMENT_FACTORY          .      .     .    .   x   .    .    .    .    .    .   .
honours.open           INDUSTRIAL_ZONES         .      .     .    .   .   .    .    .    .    .    .   .
honours.open           PROVINCE                 .      .     .    .   .   .    .    .    .    .    x   .
honours.nominate       GARMENT_FACTORY          .      .     .    .   x   .    .    .    .    .    .   .
honours.nominate       INDUSTRIAL_ZONES         .      .     .    .   .   .    x    .    x    .    .   .
honours.nominate       PROVINCE                 .      .     .    .   .   .    .    .    .    .    x   .
honours.complain       GARMENT_FACTORY          .      .     .    .   x   .    x    .    x    .    x   x
honours.complain       INDUSTRIAL_ZONES         .      .     .    .   .   .    x    .    x    .    x   x
honours.history        GARMENT_FACTORY          .      .     .    .   x   .    x    .    x    .    x   x
honours.history        INDUSTRIAL_ZONES         .      .     .    .   .   .    x    .    x    .    x   x
round.consider         ROUND_OF_HONOURS         .      .     .    .   .   .    .    .    .    .    x   .
nomination.see         NOMINATED                .      .     .    .   x   .    x    .    x    .    x   x
nomination.see         OF_DONG                  .      .     .    .   x   .    x    .    x    .    x   x
nomination.withdraw    NOMINATED                .      .     .    .   x   .    .    .    .    .    .   .
nomination.withdraw    PASSED                   .      .     .    .   .   .    .    .    .    .    .   .
nomination.conclude    NOMINATED                .      .     .    .   .   .    .    .    .    .    x   .
nomination.conclude    OF_DONG                  .      .     .    .   .   .    .    .    .    .    .   .
nomination.conclude    PASSED                   .      .     .    .   .   .    .    .    .    .    x   .
nomination.conclude    HONOURED                 .      .     .    .   .   .    .    .    .    .    .   .
nomination.award       NOMINATED                .      .     .    .   .   .    .    .    .    .    .   .
nomination.award       PASSED                   .      .     .    .   .   .    .    .    .    .    x   .
nomination.award       HONOURED                 .      .     .    .   .   .    .    .    .    .    .   .
nomination.revoke      PASSED                   .      .     .    .   .   .    .    .    .    .    .   .
nomination.revoke      HONOURED                 .      .     .    .   .   .    .    .    .    .    x   .
nomination.revoke      REVOKED                  .      .     .    .   .   .    .    .    .    .    .   .
nomination.plead       HONOURED                 .      .     .    .   .   .    .    .    .    .    .   .
nomination.plead       REVOKED                  .      .     .    .   .   .    .    .    .    .    .   .
nomination.plead       LOST_BY_HUNG             .      .     .    x   .   .    .    .    .    .    .   .
nomination.plead_for_unit HONOURED              .      .     .    .   .   .    .    .    .    .    .   .
nomination.plead_for_unit REVOKED               .      .     .    .   x   .    .    .    .    .    .   .
certificate.confirm_honoured_name AWARD_OF_LAN  .  .     x    .   .   .    .    .    .    .    .   .
certificate.confirm_honoured_name AWARD_OF_UNIT .  .     .    .   .   .    .    .    .    .    .   .
certificate.write_down_honoured_name AWARD_OF_LAN . .    .    .   x   .    .    .    .    .    x   .
certificate.write_down_honoured_name AWARD_OF_UNIT . .   .    .   x   .    .    .    .    .    x   .
withdrawal.see         WITHDRAWAL               .      .     .    .   .   .    .    .    .    .    x   .
plea.answer            PLEA                     .      .     .    .   .   .    .    .    .    .    .   x
complaint.close        COMPLAINT                .      .     .    .   x   .    .    .    .    .    x   x
"""


def honours(cast: Cast) -> dict[str, Callable[[], Model]]:
    """Each made when it is asked for, all of one round."""
    made: list[Quota] = []

    def quota() -> Quota:
        if not made:
            made.append(a_quota(cast, most=12))
        return made[0]

    def nominated(number: int, **changes: Any) -> Nomination:
        phone, factory = f"+8491100010{number}", cast.unit("CS-MAY-TIEN-THUAN")
        said = {"identity": phone, "full_name": f"Người {number}", "parties": [phone], "achievement": "x", "at": NOW}
        said |= {"unit": factory, "proposer": factory, "by": cast.person("mai")}
        return Nomination.objects.create(quota=quota(), **said | changes)

    def passed(number: int, **changes: Any) -> Nomination:
        """Past every action: the province may have a council that votes."""
        nomination = nominated(number, **changes)
        Nomination.objects.filter(pk=nomination.pk).update(state=State.PASSED)
        nomination.refresh_from_db()
        return nomination

    def honoured(number: int) -> Nomination:
        return awarded(cast, passed(number)).nomination

    def lost(number: int) -> Nomination:
        return revoked(cast, honoured(number).award).award.nomination

    def award_of(login: str, number: int) -> Award:
        """Their number is proven to be theirs."""
        Person.objects.filter(username=login).update(vouched_at=NOW)
        return awarded(cast, passed(number, identity=cast.person(login).phone))

    def award_of_unit() -> Award:
        return awarded(cast, passed(8, identity="", full_name="", parties=[]))

    def withdrawal() -> Withdrawal:
        award = revoked(cast, honoured(9).award).award
        said = {"reason": "x", "number": "20/QĐ", "signed_on": NOW.date(), "fell": [], "by": cast.person("dong")}
        return Withdrawal.objects.create(unit=cast.unit("LDLD-NINH-THUAN"), award=award, at=NOW, **said)

    def plea() -> Plea:
        revocation = lost(6).award.revocations.get()
        return Plea.objects.create(revocation=revocation, text="x", by=cast.person("lan"), at=NOW)

    def complaint() -> Complaint:
        said = {"unit": cast.unit("CS-MAY-TIEN-THUAN"), "text": "x", "by": cast.person("dong"), "at": NOW}
        return Complaint.objects.create(**said)

    return {
        "ROUND_OF_HONOURS": lambda: quota().round,
        "NOMINATED": lambda: nominated(1),
        "OF_DONG": lambda: nominated(2, identity="+84912345008", parties=["+84912345008"]),
        "PASSED": lambda: passed(3),
        "HONOURED": lambda: honoured(4),
        "REVOKED": lambda: lost(5),
        "LOST_BY_HUNG": lambda: revoked(cast, award_of("hung", 10)).award.nomination,
        "AWARD_OF_LAN": lambda: award_of("lan", 7),
        "AWARD_OF_UNIT": award_of_unit,
        "WITHDRAWAL": withdrawal,
        "PLEA": plea,
        "COMPLAINT": complaint,
    }
