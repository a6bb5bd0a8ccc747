using static MarathonLb.Cli.OptionArity;

namespace MarathonLb.Cli;

/// <summary>Every option of direct mode (and of sse and poll, which take the same). The help prints them in this order.</summary>
internal static class DirectFlags
{
    private const string Apps = "Which apps, and how";
    private const string Server = "Marathon";
    private const string Proxy = "HAProxy";
    private const string Files = "Files";
    private const string Logs = "Logging";
    private const string Other = "Other";

    public static readonly OptionSpec Group = new("--group", null, OneRepeated, "GROUP", Apps, "Serve apps whose label HAPROXY_GROUP or HAPROXY_{n}_GROUP names this group; '*' serves all. Repeat it for more groups. Required.");
    public static readonly OptionSpec HealthCheck = new("--health-check", 'H', Flag, "", Apps, "Leave out tasks that Marathon's health checks do not call alive.");
    public static readonly OptionSpec StrictMode = new("--strict-mode", null, Flag, "", Apps, "Serve only services that say HAPROXY_{n}_ENABLED=true.");
    public static readonly OptionSpec SslCerts = new("--ssl-certs", null, One, "A,B", Apps, "Certificate files for the HTTPS frontend, separated by commas.", "/etc/ssl/cert.pem");
    public static readonly OptionSpec HaproxyMap = new("--haproxy-map", null, Flag, "", Apps, "Look virtual hosts up in map files beside the configuration instead of one rule each.");
    public static readonly OptionSpec DontBindHttpHttps = new("--dont-bind-http-https", null, Flag, "", Apps, "No frontends on ports 80 and 443.");
    public static readonly OptionSpec GroupHttpsByVhost = new("--group-https-by-vhost", null, Flag, "", Apps, "A HTTPS frontend per virtual host, each with its own certificates and bind options.");
    public static readonly OptionSpec MinPort = new("--min-serv-port-ip-per-task", null, One, "PORT", Apps, "First port given to IP-per-task apps that name no service port; with the maximum both 0: none is given.", "10050");
    public static readonly OptionSpec MaxPort = new("--max-serv-port-ip-per-task", null, One, "PORT", Apps, "Last port given to such apps.", "10100");
    public static readonly OptionSpec KeepEmptyServices = new("--keep-empty-services", null, One, "on|off", Apps, "Keep the frontend, backend and virtual hosts of an enabled service that has no server: it answers 503 itself, and its first task needs no reload. It yields to a service with servers on the same port, or on the same host and path. Without this option: on in the daemon (sse, poll), off otherwise, as in the original.") { Added = true };
    public static readonly OptionSpec LruCacheCapacity = new("--lru-cache-capacity", null, One, "N", Apps, "How many host addresses and task verdicts are remembered.", "1000");

    public static readonly OptionSpec RawLabels = new("--raw-labels", null, OneOrMore, "ID", Apps, "Which apps may bring templates in labels: 'all', 'none', or app ids, each with all below it. A service with a template label that is not allowed is left out, since it may be the template that closes it.", "all") { Added = true };
    public static readonly OptionSpec RawLabelsDeny = new("--raw-labels-deny", null, OneOrMore, "KEYWORD", Apps, "HAProxy keywords that no line of a template in a label may begin with, such as 'global' or 'lua-load'; a service with such a line is left out.") { Added = true };

    public static readonly OptionSpec Marathon = new("--marathon", 'm', OneOrMore, "URL", Server, "Where Marathon answers; several are tried in turn. file:PATH reads the answer of /v2/apps?embed=apps.tasks from a file.", "http://master.mesos:8080");
    public static readonly OptionSpec MarathonCaCert = new("--marathon-ca-cert", null, One, "FILE", Server, "Trust the authorities in this PEM file for HTTPS to Marathon, instead of the system's.");
    public static readonly OptionSpec MarathonInsecure = new("--marathon-insecure", null, Flag, "", Server, "Do not verify Marathon's certificate.") { Added = true };
    public static readonly OptionSpec AuthCredentials = new("--auth-credentials", null, One, "USER:PASS", Server, "Basic authentication. Everybody on this machine can read it in the process list; the file below is better.");
    public static readonly OptionSpec AuthCredentialFile = new("--marathon-auth-credential-file", null, One, "FILE", Server, "File whose first line is user:pass.");
    public static readonly OptionSpec DcosAuthCredentials = new("--dcos-auth-credentials", null, One, "JSON", Server, "DC/OS service account; also taken from DCOS_SERVICE_ACCOUNT_CREDENTIAL.");
    public static readonly OptionSpec Sse = new("--sse", 's', Flag, "", Server, "Stay, follow Marathon's events and keep the configuration current.");
    public static readonly OptionSpec MaxBackoff = new("--max-backoff", null, One, "SECONDS", Server, "Longest pause before the event stream is opened again.", "300");
    public static readonly OptionSpec SseTimeout = new("--sse-timeout", null, One, "SECONDS", Server, "Open the event stream again when nothing has come for so long, not even a heartbeat; Marathon sends one every 10 to 15 seconds.", "60") { Added = true };

    public static readonly OptionSpec Command = new("--command", 'c', One, "CMD", Proxy, "How to reload HAProxy, run by /bin/sh -c. Without it: initctl, systemctl or /etc/init.d/haproxy, whichever manages HAProxy here.");
    public static readonly OptionSpec MaxReloadRetries = new("--max-reload-retries", null, One, "N", Proxy, "How often a failed reload is tried again; 0 never, -1 endlessly.", "10");
    public static readonly OptionSpec ReloadInterval = new("--reload-interval", null, One, "SECONDS", Proxy, "Pause before a reload is tried again.", "10");
    public static readonly OptionSpec HaproxyBinary = new("--haproxy-binary", null, One, "FILE", Proxy, "The HAProxy that checks the configuration.", "haproxy on PATH") { Added = true };
    public static readonly OptionSpec SkipValidation = new("--skip-validation", null, Flag, "", Proxy, "Do not ask HAProxy whether the configuration is valid; for machines without HAProxy.");
    public static readonly OptionSpec SkipConfigCleanup = new("--skip-config-cleanup", null, Flag, "", Proxy, "Keep the old configuration as a whole when HAProxy rejects the new one, instead of leaving out the apps that it complains of.");

    public static readonly OptionSpec HaproxyConfig = new("--haproxy-config", null, One, "FILE", Files, "The configuration file to keep.", "/etc/haproxy/haproxy.cfg");
    public static readonly OptionSpec TemplatesDir = new("--templates-dir", null, One, "DIR", Files, "Folder with your HAPROXY_… templates.", "templates") { Added = true };
    public static readonly OptionSpec StateDir = new("--state-dir", null, One, "DIR", Files, "Folder for archived versions and other memory.", ".mlb beside the configuration") { Added = true };
    public static readonly OptionSpec ArchiveVersions = new("--archive-versions", null, One, "N", Files, "How many replaced configurations are kept; 0 keeps none.", "5");
    public static readonly OptionSpec Dry = new("--dry", 'd', Flag, "", Files, "Print the configuration on standard output; check, write and reload nothing.");

    public static readonly OptionSpec LogLevel = new("--log-level", null, One, "LEVEL", Logs, "CRITICAL, ERROR, WARNING, INFO, DEBUG or NOTSET.", "INFO");
    public static readonly OptionSpec LogFormat = new("--log-format", null, One, "FORMAT", Logs, "'simple', 'json', or a Python pattern of %(name)s fields.", "%(asctime)-15s %(name)s: %(message)s");
    public static readonly OptionSpec SyslogSocket = new("--syslog-socket", null, One, "SOCKET", Logs, "Log to this socket too; /dev/null turns it off.", "/dev/log");

    public static readonly OptionSpec Help = new("--help", 'h', Flag, "", Other, "Print this and stop.");
    public static readonly OptionSpec LongHelp = new("--longhelp", null, Flag, "", Other, "Print this with every label and template, and stop.");
    public static readonly OptionSpec Version = new("--version", null, Flag, "", Other, "Print the version and stop.") { Added = true };

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<OptionSpec> All { get; } =
    [
        Group, HealthCheck, StrictMode, SslCerts, HaproxyMap, DontBindHttpHttps, GroupHttpsByVhost, MinPort, MaxPort, KeepEmptyServices, LruCacheCapacity,
        RawLabels, RawLabelsDeny,
        Marathon, MarathonCaCert, MarathonInsecure, AuthCredentials, AuthCredentialFile, DcosAuthCredentials, Sse, MaxBackoff, SseTimeout,
        Command, MaxReloadRetries, ReloadInterval, HaproxyBinary, SkipValidation, SkipConfigCleanup,
        HaproxyConfig, TemplatesDir, StateDir, ArchiveVersions, Dry,
        LogLevel, LogFormat, SyslogSocket,
        Help, LongHelp, Version,
    ];
}
