using System.CommandLine;
using IotLink.Core;
using IotLink.Core.Adapters;
using IotLink.Core.Audit;
using IotLink.Core.DeadLetters;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;
using IotLink.Ingest.Hosting;

namespace IotLink.Ingest.Commands;

/// <summary>What <c>iotlink dlq</c> does, with the stores that the host's settings name, beside the host itself.</summary>
internal static class DlqDesk
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    public static async Task<int> ListAsync(ParseResult given, CancellationToken ct)
    {
        await using var stores = Open();
        var groups = await stores.GetRequiredService<IDeadLetterStore>().GroupsAsync(ct);
        Json.Print(given, groups.Select(g => new { g.Code, product = g.Product?.Value, g.Signature.SpecVersion, g.Count, g.Parked, g.Devices, g.First, g.Last }));
        return ExitCode.Ok;
    }

    public static async Task<int> ShowAsync(ParseResult given, StreamPosition position, CancellationToken ct)
    {
        await using var stores = Open();
        if (await stores.GetRequiredService<IDeadLetterStore>().FindAsync(position, ct) is not { } letter)
            throw new EnvironmentException($"There is no dead letter {position}.");
        Json.Print(given, new
        {
            letter = letter.Position.ToString(),
            letter.State,
            letter.Attempts,
            letter.IngestedAt,
            device = letter.Device?.Value,
            product = letter.Product?.Value,
            letter.Channel,
            letter.Format,
            letter.SpecVersion,
            letter.Refusal,
            letter.Note,
            bytes = Convert.ToHexString(letter.Payload.Span),
        });
        return ExitCode.Ok;
    }

    public static async Task<int> DoAsync(ParseResult given, LetterOrder order, TimeSpan wait, CancellationToken ct)
    {
        await using var stores = Open();
        var (jobs, time) = (stores.GetRequiredService<ILetterJobStore>(), stores.GetRequiredService<TimeProvider>());
        var job = await jobs.AddAsync(order, "cli", Environment.UserName, time.GetUtcNow(), ct);
#pragma warning disable CA1308 // a verb of the audit log, not a key to compare
        await stores.GetRequiredService<IAuditLog>().WriteAsync(
            new(time.GetUtcNow(), "cli", Environment.UserName, "letter." + order.Action.ToString().ToLowerInvariant(), $"job {job.Id}", order.Reason), ct);
#pragma warning restore CA1308
        var asked = time.GetTimestamp();
        while (!job.IsOver && time.GetElapsedTime(asked) < wait)
        {
            await Task.Delay(Pace, time, ct);
            job = await jobs.FindAsync(job.Id, ct) ?? job;
        }

        Json.Print(given, new { job.Id, job.State, job.Progress.Total, job.Progress.Done, job.Progress.Passed, job.Progress.Failed, job.Progress.Parked, job.Progress.Skipped, job.Error, results = job.Results.Select(Shown) });
        if (!job.IsOver) throw new EnvironmentException($"Job {job.Id} is written down, but no host has finished it yet. It goes on when one runs.");
        return job.State == JobState.Done && job.Progress.Failed == 0 && job.Results.All(r => r.Failed == 0) ? ExitCode.Ok : ExitCode.Faults;
    }

    private static object Shown(TryResult result) => new
    {
        result.Spec,
        result.Version,
        result.Passed,
        result.Failed,
        result.Alarms,
        failures = result.Failures.Select(f => new { f.Code, f.Count, at = f.At.ToString(), f.Example }),
        result.Metrics,
        samples = result.Samples.Select(s => new { letter = s.Position.ToString(), s.Device, s.Metrics }),
    };

    private static ServiceProvider Open()
    {
        var builder = WebApplication.CreateBuilder();
        builder.UseHouseSettings();
        return new ServiceCollection().AddLogging().AddIotLinkCore().AddDeadLettersBesideHost(builder.Configuration).BuildServiceProvider();
    }
}
