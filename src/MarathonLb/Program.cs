using System.Runtime.InteropServices;
using MarathonLb.Cli;
using MarathonLb.Cli.EntryPoint;
using MarathonLb.Haproxy;

if (args is [SessionTrampoline.Word, .. string[] program]) return SessionTrampoline.Run(program);

// SIGTERM and Ctrl-C end what is under way at the next safe point: a file is replaced whole or not at all.
using CancellationTokenSource stop = new();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

IReadOnlyList<string> words = CalledName.Complete(Environment.GetCommandLineArgs()[0], args);
switch (new CommandLine(CommandLine.Commands).Read(words, EnvironmentSettings.Current))
{
    case Invocation.Print print:
        await Console.Out.WriteAsync(print.Text);
        return (int)ExitCode.Done;
    case Invocation.Misused misused:
        await Console.Error.WriteAsync(misused.Text);
        return misused.Status;
    case Invocation.Direct { Options: { Sse: true, Dry: false } } follow:
        return (int)await FollowStartup.RunAsync(follow.Options, stop.Token);
    case Invocation.Direct direct:
        return (int)await DirectStartup.RunAsync(direct.Options, stop.Token);
    case Invocation.Ask ask:
        return (int)await ask.AnswerAsync(stop.Token);
    case Invocation.Managed managed:
        return (int)await ManagedStartup.RunAsync(managed.Options, stop.Token);
    case Invocation.Accept accept:
        return (int)await AcceptCommand.RunAsync(accept.RunDirectory, Console.Out, Console.Error, stop.Token);
    case Invocation.Deploy deploy:
        return (int)await ZddStartup.RunAsync(deploy.Options, stop.Token);
    default:
        return (int)ExitCode.Usage;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
