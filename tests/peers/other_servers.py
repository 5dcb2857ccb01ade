"""Other people's mail servers, run for a test: Postfix and Exim, each as the host of example.com.

Each keeps everything in a folder of its own, listens on one loopback address and a high port, files
mail for kozlov@example.com into a Maildir, and passes mail for example.org on to our own mta. They
start as root and run as their packages' users, so the tests need root."""
import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path

import town

DOMAIN, HOST = "example.com", "mx.example.com"


def exim_binary():
    """Exim's program: from MAILTOWN_EXIM, or where Debian has it."""
    return os.environ.get("MAILTOWN_EXIM") or shutil.which("exim4") or shutil.which("exim")


class Server:
    """What both have in common: folder, process, log, and a Maildir."""

    def __init__(self, folder, address, port, next_host, next_port):
        self.folder = Path(folder)
        self.address, self.port = address, port
        self.next_host, self.next_port = next_host, next_port
        self.maildir = self.folder / "mail" / "kozlov"
        self._process = None
        self._log_path = self.folder / "log"
        self.folder.mkdir(parents=True)
        for part in [self.folder, *self.folder.parents][:4]:
            part.chmod(0o755)  # the package's user has to come through

    def log(self):
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("log*")))

    def letters(self):
        return [path.read_text(errors="replace") for path in sorted(self.maildir.glob("new/*"))]

    def _run(self, command):
        log = open(self._log_path, "a")
        self._process = subprocess.Popen([str(word) for word in command], stdout=log, stderr=log,
                                         start_new_session=True)
        log.close()

    def wait_until_it_listens(self):
        import socket
        def answers():
            if self._process.poll() is not None:
                raise AssertionError(f"{self.name} ended:\n{self.log()}")
            with socket.socket() as trial:
                return trial.connect_ex((self.address, self.port)) == 0
        town.wait_for(f"{self.name} to listen", answers)

    def end(self):
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            self._process.wait(town.PATIENCE)


class Postfix(Server):
    name = "Postfix"

    MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file_prefixes = {folder}
maillog_file = {folder}/log
myhostname = {host}
mydestination =
mynetworks = 127.0.0.1/32
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtp_bind_address = {address}
smtp_host_lookup = native
smtp_dns_support_level = disabled
smtp_tls_security_level = none
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
smtpd_recipient_restrictions = check_recipient_access inline:{{ {{ busy@example.com = 450 4.2.0 come back later }} }}
smtpd_peername_lookup = no
transport_maps = inline:{{ {{ example.org = smtp:[{next_host}]:{next_port} }} }}
virtual_mailbox_domains = example.com
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = inline:{{ {{ kozlov@example.com = kozlov/ }}, {{ busy@example.com = kozlov/ }} }}
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
minimal_backoff_time = 2s
maximal_backoff_time = 2s
queue_run_delay = 2s
"""
    MASTER = """\
{address}:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
virtual unix - n n - - virtual
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""

    @staticmethod
    def is_there():
        return bool(shutil.which("postfix")) and os.geteuid() == 0

    def start(self):
        user = pwd.getpwnam("postfix")
        for part in ("queue", "data", "mail"):
            (self.folder / part).mkdir(exist_ok=True)
        for part in ("data", "mail"):
            os.chown(self.folder / part, user.pw_uid, user.pw_gid)
        facts = {"folder": self.folder, "host": HOST, "address": self.address, "port": self.port,
                 "next_host": self.next_host, "next_port": self.next_port, "uid": user.pw_uid,
                 "gid": user.pw_gid}
        (self.folder / "main.cf").write_text(self.MAIN.format(**facts))
        (self.folder / "master.cf").write_text(self.MASTER.format(**facts))
        self._run(["postfix", "-c", self.folder, "start-fg"])
        self.wait_until_it_listens()

    def retry_now(self):
        town.run("postqueue", "-c", self.folder, "-f")


class Exim(Server):
    name = "Exim"

    CONFIG = """\
exim_path = {binary}
primary_hostname = {host}
spool_directory = {folder}/spool
log_file_path = {folder}/log-%s
local_interfaces = {address}
daemon_smtp_ports = {port}
domainlist local_domains = example.com
exim_user = {uid}
exim_group = {gid}
never_users =
acl_smtp_rcpt = rcpt
acl_smtp_data = data
keep_environment =
tls_advertise_hosts =
host_lookup =
rfc1413_hosts =
queue_run_max = 5
message_logs = false
chunking_advertise_hosts =
smtputf8_advertise_hosts =
begin acl
rcpt:
  defer condition = ${{if eq{{$local_part@$domain}}{{busy@example.com}}}}
        message = 4.2.0 come back later
  accept hosts = 127.0.0.1
  require message = relay not permitted
          domains = +local_domains
  require message = 5.1.1 no such user
          verify = recipient
  accept
data:
  accept
begin routers
ours:
  driver = manualroute
  domains = example.org
  transport = smtp_out
  route_list = example.org {next_host}
  host_find_failed = defer
  self = send
home:
  driver = accept
  domains = +local_domains
  local_parts = kozlov
  transport = maildir
begin transports
smtp_out:
  driver = smtp
  port = {next_port}
  interface = {address}
  allow_localhost
  hosts_avoid_tls = *
  hosts_try_chunking =
maildir:
  driver = appendfile
  maildir_format
  create_directory
  directory = {folder}/mail/kozlov
  user = {uid}
  group = {gid}
  return_path_add
  envelope_to_add
begin retry
* * F,1h,2s
"""

    @staticmethod
    def is_there():
        return bool(exim_binary()) and os.geteuid() == 0

    def start(self):
        user = pwd.getpwnam("mail")
        for part in ("spool", "mail"):
            (self.folder / part).mkdir(exist_ok=True)
            os.chown(self.folder / part, user.pw_uid, user.pw_gid)
        os.chown(self.folder, user.pw_uid, user.pw_gid)  # where it makes its logs
        self._config = self.folder / "exim.conf"
        self._config.write_text(self.CONFIG.format(
            binary=exim_binary(),
            folder=self.folder, host=HOST, address=self.address, port=self.port, uid=user.pw_uid,
            gid=user.pw_gid, next_host=self.next_host, next_port=self.next_port))
        self._run([exim_binary(), "-C", self._config, "-bdf", "-q10s"])
        self.wait_until_it_listens()

    def retry_now(self):
        town.run(exim_binary(), "-C", self._config, "-qff")
