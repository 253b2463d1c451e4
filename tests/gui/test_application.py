"""A run of the window from its lock to its end: signing in and out, troubles in place, one window to a folder."""

import subprocess
import sys

import pytest
from builders import NEW_PASSWORD
from till_player import CTRL, OWNER, PASSWORD, K, Player, till_in

from bakala_desktop.bootstrap import open_shop
from bakala_desktop.devices.till_settings_file import load_till_settings
from bakala_desktop.domain.errors import ShopTrouble
from bakala_desktop.domain.staff import Role
from bakala_desktop.gui.window_lock import take_window_lock
from bakala_desktop.services.access import sign_in
from bakala_desktop.services.staff import add_user


@pytest.fixture
def till(tmp_path, monkeypatch):
    return till_in(tmp_path, monkeypatch)


@pytest.fixture
def player(qapp, till):
    person = Player(till)
    yield person
    person.close()


def test_name_password_and_enter_lead_to_the_search_field(player):
    player.sign_in()
    assert player.program.main.current == "sell"
    assert player.focus == "search"
    assert player.find("shopName").text() == "فروشگاه آزمون"
    assert OWNER in player.find("userLine").text()


def test_name_and_password_of_the_command_line_sign_in_by_themselves(player):
    player.open(OWNER, PASSWORD)
    player.settle()
    assert player.program.main is not None


def test_a_wrong_password_is_refused_in_place(player):
    player.sign_in(password="not-this")
    assert player.program.main is None
    assert "درست نیست" in player.find("entryError").text()
    player.enter(PASSWORD)
    assert player.program.main is not None


def test_who_was_in_last_is_remembered_and_finds_the_till_ready(player, till):
    player.sign_in()
    player.key(K.Key_L, CTRL)
    player.settle()
    assert player.program.main is None
    assert load_till_settings(till.folder.settings).last_user == OWNER
    assert player.find("user").text() == OWNER
    ready = player.program._ready
    assert ready is not None
    player.enter(PASSWORD)
    assert player.program.main is ready


def test_a_user_of_another_role_gets_a_till_of_that_role(player, till):
    shop = open_shop(till)
    owner = shop.entered_by(sign_in(shop, OWNER, PASSWORD, kind="command"))
    add_user(owner, "لاله", Role.CASHIER, PASSWORD)
    shop.database.close()
    player.sign_in()
    player.key(K.Key_L, CTRL)
    player.settle()
    player.find("user").clear()
    player.find("user").setFocus()
    player.enter("لاله")
    player.enter(PASSWORD)
    assert player.find("pages").currentWidget().objectName() == "change"
    player.enter(NEW_PASSWORD)
    player.enter(NEW_PASSWORD)
    assert player.program.main.desk.rights
    assert not player.find("settings").isEnabled()
    assert player.find("documents").isEnabled()


def test_fast_typing_of_a_password_is_no_scan(player):
    player.sign_in()
    player.key(K.Key_L, CTRL)
    player.settle()
    for char in PASSWORD:
        player.key(K(ord(char.upper())))
    player.key(K.Key_Return)
    player.settle()
    assert player.program.main is not None


def test_closing_ends_the_session_and_frees_the_folder(player, till):
    player.sign_in()
    player.window.close()
    player.program.close()
    take_window_lock(till.folder.root).unlock()
    shop = open_shop(till)
    with shop.read() as work:
        rows = work.connection.exec_driver_sql("SELECT kind, ended_at FROM sessions").all()
    shop.database.close()
    assert [kind for kind, _ in rows] == ["window"]
    assert all(ended for _, ended in rows)


def test_a_second_window_on_the_folder_is_refused_in_words(player, till, tmp_path):
    with pytest.raises(ShopTrouble) as refusal:
        take_window_lock(till.folder.root)
    assert refusal.value.code == "window_open_already"
    call = [sys.executable, "-m", "bakala_desktop", "--data", str(till.folder.root), "run"]
    done = subprocess.run(
        call,
        env={"QT_QPA_PLATFORM": "offscreen", "BAKALA_KEY_FILE": str(tmp_path / "till.key")},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 4
    assert "پنجرهٔ صندوق برای این پوشه باز است" in done.stderr


def test_a_missing_key_is_said_in_the_window_and_tried_again(player, till, tmp_path):
    key = tmp_path / "till.key"
    kept = key.read_text()
    key.unlink()
    player.open()
    assert player.find("pages").currentWidget().objectName() == "trouble"
    assert "کلید" in player.find("troubleText").text()
    assert not player.program.has_opened
    key.write_text(kept)
    player.key(K.Key_Space)
    player.settle()
    assert player.find("pages").currentWidget().objectName() == "entry"
    player.enter(OWNER)
    player.enter(PASSWORD)
    assert player.program.has_opened


def test_an_unexpected_error_is_numbered_and_said(player):
    player.sign_in()
    player.program.tasks.run(lambda: 1 // 0, owner=player.program)
    player.settle()
    assert "شمارهٔ رخداد" in player.program.main.notice.text
