using System.CommandLine;
using IotLink.Ingest.Hosting;

namespace IotLink.Ingest.Commands;

/// <summary><c>iotlink run</c>: the ingest host by itself.</summary>
internal static class RunCommand
{
    private static readonly Argument<string[]> Settings = new("settings")
    {
        Description = "Settings of the host, such as --urls=http://127.0.0.1:5080 or --Ingest:Mqtt:Port=0. They win over appsettings.json and the environment.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Command Build()
    {
        var command = new Command(
            "run",
            "Runs the ingest host: gateways, stream, pipeline and device API, without the portal. It prints where everything listens and runs until it is told to stop.")
        {
            Settings,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (given, ct) =>
        {
            await IngestHost.RunAsync([.. given.GetValue(Settings) ?? [], .. given.UnmatchedTokens], ct);
            return ExitCode.Ok;
        });
        return command;
    }
}
