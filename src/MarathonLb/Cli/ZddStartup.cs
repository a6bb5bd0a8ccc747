using System.Net;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Credentials;
using MarathonLb.Observability;
using MarathonLb.Zdd;
using MarathonLb.Zdd.Api;
using MarathonLb.Zdd.Balancers;
using MarathonLb.Zdd.Reporting;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Cli;

/// <summary>Puts a deploy together and runs it.</summary>
internal static class ZddStartup
{
    /// <summary>The name the original logs under.</summary>
    private const string LoggerName = "zdd";

    /// <summary>Runs it.</summary>
    public static async Task<ZddExitCode> RunAsync(ZddInvocation invocation, CancellationToken stop)
    {
        ZddOptions options = invocation.Deploy;
        TimeProvider clock = TimeProvider.System;
        Terminal terminal = new(Console.Error, live: !Console.IsErrorRedirected);
        using ILoggerFactory loggers = LoggingSetup.Create(invocation.Logging, clock, terminal);
        Journal journal = new(loggers.CreateLogger(LoggerName), Console.Out, options.JsonOutput, clock) { Status = terminal.Show };
        using AppSourceFactory sources = new(invocation.Marathon, loggers, clock);
        try
        {
            using MarathonApi marathon = new(sources.ClientOptions(), new RetryPolicy(options.MaxWait, clock, journal));
            using LoadBalancers balancers = new(options.LoadBalancers, static (name, cancellation) => Dns.GetHostAddressesAsync(name, cancellation));

            // Standard output is the programs' own where they read it.
            Confirmation confirmation = new(options.Force, Console.In, options.JsonOutput ? Console.Error : Console.Out);
            return await new ZddDeploy(options, marathon, balancers, confirmation, journal, clock).RunAsync(stop);
        }
        catch (Exception e) when (e is CredentialException or FormatException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteAsync(new Invocation.Misused([e.Message]).Text);
            return ZddExitCode.InvalidArguments;
        }
    }
}
