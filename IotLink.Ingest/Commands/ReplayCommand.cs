using System.CommandLine;
using System.Globalization;
using IotLink.Core;
using IotLink.Core.Accounts;
using IotLink.Core.Adapters;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.History;

namespace IotLink.Ingest.Commands;

/// <summary><c>iotlink replay</c>: asks the ingest host that runs to decode history again, and prints what came of it.</summary>
internal static class ReplayCommand
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private static readonly Option<string?> Product = new("--product") { Description = "The product whose devices' messages are decoded again." };

    private static readonly Option<DateTimeOffset?> From = new("--from") { Description = "Arrival from, such as 2026-11-20T00:00+09:00." };

    private static readonly Option<DateTimeOffset?> To = new("--to") { Description = "Arrival until, exclusive. Without it, now." };

    private static readonly Option<string?> Spec = new("--spec") { Description = "The spec to decode with, a YAML file." };

    private static readonly Option<int?> Version = new("--spec-version") { Description = "Instead of --spec: number of the registered version." };

    private static readonly Option<bool> Preview = new("--preview") { Description = "Only says what would change; this is what happens without any of these options, too." };

    private static readonly Option<string?> Apply = new("--apply") { Description = "Applies the preview with this id. Needs a reviewer who did not ask for the preview." };

    private static readonly Option<string?> RollBack = new("--rollback") { Description = "Takes back what the replay with this id applied." };

    private static readonly Option<string?> Cancel = new("--cancel") { Description = "Cancels the replay with this id." };

    private static readonly Option<int> Sample = new("--sample") { Description = "Looks at so many of a hundred devices.", DefaultValueFactory = _ => 100 };

    private static readonly Option<string> As = new("--as") { Description = "User name of the account that wants this.", Required = true };

    private static readonly Option<string> Patience = new("--patience")
    {
        Description = "How long an ingest host may take to begin, such as 30s.",
        DefaultValueFactory = _ => "30s",
    };

    public static Command Build()
    {
        var command = new Command(
            "replay",
            "Decodes messages of the raw archive again with another spec. A preview says what would change; applying puts the new readings in the place of the old in one step. The ingest host that runs carries it out; this command needs its settings, such as --Storage:Folder=data.")
        {
            Product, From, To, Spec, Version, Preview, Apply, RollBack, Cancel, Sample, As, Patience,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.Validators.Add(given =>
        {
            if (given.GetValue(Apply) is not null || given.GetValue(RollBack) is not null || given.GetValue(Cancel) is not null) return;
            if (!ProductId.TryParse(given.GetValue(Product), out _)) given.AddError("--product must name a product.");
            if (given.GetValue(From) is null) given.AddError("--from is missing.");
            if (given.GetValue(Spec) is null == given.GetValue(Version) is null) given.AddError("Give either --spec or --spec-version.");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult given, CancellationToken ct)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables().AddCommandLine([.. given.UnmatchedTokens]).Build();
        await using var services = new ServiceCollection().AddLogging().AddIotLinkCore().AddStorage(configuration).BuildServiceProvider();
        var desk = services.GetRequiredService<HistoryDesk>();
        var viewer = await ViewerAsync(services, given.GetValue(As)!, ct);
        var answer =
            given.GetValue(Apply) is { } applied ? await desk.ApplyAsync(viewer, applied, ct)
            : given.GetValue(RollBack) is { } rolledBack ? await desk.RollBackAsync(viewer, rolledBack, ct)
            : given.GetValue(Cancel) is { } cancelled ? await desk.CancelAsync(viewer, cancelled, ct)
            : await desk.PreviewAsync(viewer, await RequestAsync(given, services, ct), ct);
        if (answer.Job is { } job) return await FollowAsync(given, desk, viewer, job, ct);
        Json.Print(given, new { answer.Fault });
        return ExitCode.Faults;
    }

    private static async Task<ReplayRequest> RequestAsync(ParseResult given, ServiceProvider services, CancellationToken ct)
    {
        var product = ProductId.Parse(given.GetValue(Product)!, CultureInfo.InvariantCulture);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var text = given.GetValue(Version) is { } number
            ? await services.GetRequiredService<IDocumentStore>().TextAsync(DocumentKey.SpecOf(product), number, ct)
                ?? throw new EnvironmentException($"Product {product} has no registered spec version {number}.")
            : await File.ReadAllTextAsync(given.GetValue(Spec)!, ct);
        return new(product, given.GetValue(From)!.Value, given.GetValue(To) ?? now, text) { Version = given.GetValue(Version), SamplePercent = given.GetValue(Sample) };
    }

    /// <summary>Until the host is through. Progress goes to stderr.</summary>
    private static async Task<int> FollowAsync(ParseResult given, HistoryDesk desk, Viewer viewer, ReplayJob job, CancellationToken ct)
    {
        var patience = Durations.Parse(given.GetValue(Patience)!) ?? TimeSpan.FromSeconds(30);
        using var pace = new PeriodicTimer(Pace);
        for (var waited = TimeSpan.Zero; job.IsWork; waited += Pace)
        {
            if (job.Host is null && waited > patience)
                throw new EnvironmentException($"No ingest host has taken up replay {job.Id}. Is one running on the same stores, with Ingest:History:Enabled?");
            await pace.WaitForNextTickAsync(ct);
            job = await desk.FindAsync(viewer, job.Id, ct) ?? job;
            if (job.Total > 0) await given.InvocationConfiguration.Error.WriteLineAsync($"{job.State} {job.Done} of {job.Total}");
        }

        Json.Print(given, new
        {
            job.Id,
            product = job.Request.Product.Value,
            job.Request.From,
            job.Request.To,
            job.State,
            job.Author,
            job.Approver,
            job.Fault,
            job.Generation,
            job.KeptUntil,
            basis = job.Basis is { } b ? new { hash = b.Hash, first = $"{b.Shard}-{b.First}", last = $"{b.Shard}-{b.Last}", b.KeptFrom } : null,
            job.Request.SamplePercent,
            impact = job.Impact is { } i ? Shown(i) : null,
        });
        return job.State is ReplayState.Failed || job.Fault is not null ? ExitCode.Faults : ExitCode.Ok;
    }

    private static object Shown(ReplayImpact impact) => new
    {
        impact.Frames,
        impact.Devices,
        impact.Same,
        impact.Changed,
        impact.Added,
        impact.Removed,
        impact.Refusals,
        metrics = impact.Metrics.Select(m => new
        {
            m.Metric,
            m.Changed,
            m.Added,
            m.Removed,
            m.Largest,
            examples = m.Examples.Select(e => new { device = e.Device.Value, position = e.Position.ToString(), e.At, e.Old, e.New }),
        }),
        alarmsGone = Shown(impact.AlarmsGone),
        alarmsNew = Shown(impact.AlarmsNew),
    };

    private static object Shown(AlarmImpact alarms) => new
    {
        alarms.Count,
        examples = alarms.Examples.Select(a => new { device = a.Device.Value, a.Code, a.At, a.Evidence }),
    };

    /// <summary>Whoever can read the stores needs no password; the rights are the account's.</summary>
    private static async Task<Viewer> ViewerAsync(ServiceProvider services, string name, CancellationToken ct)
    {
        var account = (await services.GetRequiredService<IAccountDirectory>().ListAsync(ct)).FirstOrDefault(a => string.Equals(a.UserName, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new EnvironmentException($"There is no account '{name}'.");
        return account.ToViewer();
    }
}
