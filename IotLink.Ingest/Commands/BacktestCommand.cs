using System.CommandLine;
using IotLink.Core.Accounts;
using IotLink.Core.Backtests;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Publishing;

namespace IotLink.Ingest.Commands;

/// <summary><c>iotlink rule backtest</c>: asks the ingest host that runs to try rules on the stored past, and prints what came of it.</summary>
internal static class BacktestCommand
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private static readonly Argument<string> File = new("file") { Description = "The rules, a YAML file." };

    private static readonly Option<string> Name = new("--name") { Description = "The document's name, where the text does not give one." };

    private static readonly Option<DateTimeOffset?> From = new("--from") { Description = "Arrival from, such as 2026-11-20T00:00+09:00. Without it, a week before the end." };

    private static readonly Option<DateTimeOffset?> To = new("--to") { Description = "Arrival until, exclusive. Without it, now." };

    private static readonly Option<string[]> Device = new("--device") { Description = "Counts only the alarms of this device. May be given several times." };

    private static readonly Option<string> Sweep = new("--sweep") { Description = "A number of the rule to turn, such as temp-high/condition/1; a wrong one lists those there are. Goes with --low and --high." };

    private static readonly Option<double> Low = new("--low") { Description = "First number of the sweep; durations in seconds." };

    private static readonly Option<double> High = new("--high") { Description = "Last number of the sweep." };

    private static readonly Option<int> Steps = new("--steps") { Description = "How many numbers of the sweep.", DefaultValueFactory = _ => 11 };

    private static readonly Option<string> Patience = new("--patience") { Description = "How long an ingest host may take to begin, such as 30s.", DefaultValueFactory = _ => "30s" };

    public static Command Build()
    {
        var command = new Command(
            "backtest",
            "Runs rules over stored history, hot and archived, with the live engine, and prints the alarms there would have been, beside those of the published version. The ingest host that runs carries it out; this command needs its settings, such as --Storage:Folder=data.")
        {
            File, Name, From, To, Device, Sweep, Low, High, Steps, RegistryAccess.Author, Patience,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult given, CancellationToken ct)
    {
        var text = await System.IO.File.ReadAllTextAsync(given.GetValue(File)!, ct);
        if (DocumentNaming.KeyOf(DocumentKind.Rule, text, given.GetValue(Name)) is not { } key)
            throw new InvalidDataException($"{given.GetValue(File)} does not say which product it is about, or its name is no identifier.");
        await using var registry = RegistryAccess.Open(given);
        var viewer = await registry.ViewerAsync(given.GetValue(RegistryAccess.Author), ct);
        var to = given.GetValue(To) ?? registry.Get<TimeProvider>().GetUtcNow();
        var desk = registry.Get<BacktestDesk>();
        var answer = await desk.AskAsync(viewer, new(key, given.GetValue(From) ?? to.AddDays(-7), to, DocumentText.Normalize(text))
        {
            Devices = [.. (given.GetValue(Device) ?? []).Select(id => DeviceId.Parse(id, null))],
            Sweep = given.GetValue(Sweep) is { } knob ? new(knob, given.GetValue(Low), given.GetValue(High), given.GetValue(Steps)) : null,
        }, ct);
        if (answer.Job is { } job) return await FollowAsync(given, desk, viewer, job, ct);
        Json.Print(given, new { answer.Fault });
        return ExitCode.Faults;
    }

    /// <summary>Until the host is through. Progress goes to stderr.</summary>
    private static async Task<int> FollowAsync(ParseResult given, BacktestDesk desk, Viewer viewer, BacktestJob job, CancellationToken ct)
    {
        var patience = Durations.Parse(given.GetValue(Patience)!) ?? TimeSpan.FromSeconds(30);
        using var pace = new PeriodicTimer(Pace);
        for (var waited = TimeSpan.Zero; job.IsWork; waited += Pace)
        {
            if (job.Host is null && waited > patience)
                throw new EnvironmentException($"No ingest host has taken up backtest {job.Id}. Is one running on the same stores, with Ingest:Backtests:Enabled?");
            await pace.WaitForNextTickAsync(ct);
            job = await desk.FindAsync(viewer, job.Id, ct) ?? job;
            if (job.Total > 0) await given.InvocationConfiguration.Error.WriteLineAsync($"{job.State} {job.Done} of {job.Total}");
        }

        Json.Print(given, new { job.Id, document = job.Request.Document.ToString(), job.State, job.Fault, result = job.Result is { } result ? Shown(result) : null });
        return job.State == BacktestState.Done ? ExitCode.Ok : ExitCode.Faults;
    }

    private static object Shown(BacktestResult result) => new
    {
        result.From,
        result.To,
        result.Devices,
        result.Readings,
        result.FromArchive,
        result.KeptFrom,
        result.NotCovered,
        perDay = Math.Round(result.Draft.Alarms / result.Days, 2),
        noisy = result.IsNoisy,
        draft = Shown(result.Draft),
        published = result.Published is { } published ? Shown(published) : null,
        result.Comparison,
        result.Verdicts,
        result.Sweep,
    };

    private static object Shown(CourseResult course) => new
    {
        course.Alarms,
        course.Open,
        course.Devices,
        course.Again,
        median = course.Median,
        longest = course.Longest,
        byDay = course.ByDay,
        byDevice = course.ByDevice.Select(d => new { device = d.Device.Value, d.Alarms }),
        firings = course.Firings.Select(f => new { device = f.Device.Value, rule = f.RuleId, f.From, f.To, f.Evidence, by = f.By.ToString(), shared = f.IsShared }),
    };
}
