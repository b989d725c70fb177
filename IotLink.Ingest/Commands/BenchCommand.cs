using System.CommandLine;
using IotLink.Ingest.Commands.Bench;

namespace IotLink.Ingest.Commands;

/// <summary><c>iotlink bench</c>: the speed goals P1 to P7, each beside its reference in the same run.</summary>
internal static class BenchCommand
{
    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = "Measures shorter: about half a minute for P1 and P5. The ratios are rougher.",
    };

    private static readonly Option<string[]> Only = new("--only")
    {
        Description = "Measures only these goals, such as P1 or P5. May be given several times.",
    };

    private static readonly Option<string> Folder = new("--folder")
    {
        Description = "Folder for the measured logs; what is measured is the disk it stands on.",
        DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "iotlink-bench"),
    };

    public static Command Build()
    {
        var command = new Command(
            "bench",
            "Measures the speed goals P1 to P7, each against its reference in the same run, and prints one row per goal. It answers 0 when it could measure, whether or not a goal is met.")
        {
            Quick, Only, Folder,
        };
        Only.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. BenchPlan.Goals]);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult given, CancellationToken ct)
    {
        var folder = given.GetValue(Folder)!;
        Directory.CreateDirectory(folder);
        var settings = BenchSettings.Of(given.GetValue(Quick), folder, given.InvocationConfiguration.Error);
        var wanted = given.GetValue(Only) is { Length: > 0 } only ? only : [.. BenchPlan.Goals];
        var rows = await BenchPlan.RunAsync(settings, wanted.ToHashSet(StringComparer.OrdinalIgnoreCase), ct);
        Json.Print(given, new { machine = new { cores = Environment.ProcessorCount, runtime = Environment.Version.ToString() }, rows });
        return ExitCode.Ok;
    }
}
