using System.Text.Json.Nodes;
using IotLink.Core.Firmware.Jobs;

namespace IotLink.Tests.StoreContracts;

/// <summary>What every job service promises to campaigns. The things <c>dev-1</c> and <c>dev-2</c> exist.</summary>
internal static class JobServiceContract
{
    private static readonly JsonObject Document = new() { ["operation"] = "firmware-update", ["note"] = "판본 1.4.2" };

    private static readonly Dictionary<string, Func<IJobs, CancellationToken, Task>> Promises = new()
    {
        ["what is queued waits for the device, with its document"] = QueueAsync,
        ["a numbered order is queued once however often it is given"] = OnceAsync,
        ["without a number it is a retry"] = RetryAsync,
        ["what is queued can be cancelled, once"] = CancelAsync,
        ["a job knows its things"] = OfJobAsync,
        ["a thing that is not known gets no job"] = UnknownAsync,
        ["an order that breaks a limit is a mistake of the caller"] = LimitAsync,
        ["watchers hear which job of which thing"] = WatchAsync,
    };

    public static TheoryData<string> All => [.. Promises.Keys];

    public static Task CheckAsync(string promise, IJobs jobs, CancellationToken ct) => Promises[promise](jobs, ct);

    private static async Task QueueAsync(IJobs jobs, CancellationToken ct)
    {
        Assert.True(await jobs.QueueAsync("dev-1", new("fw-queue", Document, TimeSpan.FromMinutes(90)), ct));

        var execution = (await jobs.OfThingAsync("dev-1", ct)).Find("fw-queue", null)!;
        Assert.Equal((JobStatus.Queued, 1, null), (execution.Status, execution.Number, execution.StartedAt));
        Assert.True(JsonNode.DeepEquals(Document, execution.Document));
    }

    private static async Task OnceAsync(IJobs jobs, CancellationToken ct)
    {
        Assert.True(await jobs.QueueAsync("dev-1", new("fw-once", Document, Number: 1), ct));
        Assert.False(await jobs.QueueAsync("dev-1", new("fw-once", Document, Number: 1), ct));
        Assert.True(await jobs.QueueAsync("dev-1", new("fw-once", Document, Number: 2), ct));

        Assert.Equal([1, 2], (await jobs.OfThingAsync("dev-1", ct)).Executions.Where(e => e.JobId == "fw-once").Select(e => e.Number));
    }

    private static async Task RetryAsync(IJobs jobs, CancellationToken ct)
    {
        Assert.True(await jobs.QueueAsync("dev-1", new("fw-retry", Document), ct));
        Assert.True(await jobs.QueueAsync("dev-1", new("fw-retry", Document), ct));

        Assert.Equal(2, (await jobs.OfThingAsync("dev-1", ct)).Find("fw-retry", null)!.Number);
    }

    private static async Task CancelAsync(IJobs jobs, CancellationToken ct)
    {
        await jobs.QueueAsync("dev-1", new("fw-cancel", Document), ct);

        Assert.True(await jobs.CancelAsync("dev-1", "fw-cancel", force: false, ct));
        Assert.Equal(JobStatus.Canceled, (await jobs.OfThingAsync("dev-1", ct)).Find("fw-cancel", null)!.Status);
        Assert.False(await jobs.CancelAsync("dev-1", "fw-cancel", force: true, ct));
        Assert.False(await jobs.CancelAsync("dev-1", "fw-none", force: true, ct));
    }

    private static async Task OfJobAsync(IJobs jobs, CancellationToken ct)
    {
        foreach (var thing in new[] { "dev-2", "dev-1" }) await jobs.QueueAsync(thing, new("fw-both", Document, Number: 1), ct);
        await jobs.QueueAsync("dev-1", new("fw-both-not", Document, Number: 1), ct);

        var executions = await jobs.OfJobAsync("fw-both", ct);
        Assert.Equal(["dev-1", "dev-2"], executions.Select(e => e.Thing).Order());
        Assert.All(executions, e => Assert.Equal(("fw-both", JobStatus.Queued), (e.Execution.JobId, e.Execution.Status)));
        Assert.Empty(await jobs.OfJobAsync("fw-nothing", ct));
    }

    private static async Task UnknownAsync(IJobs jobs, CancellationToken ct)
    {
        Assert.False(await jobs.QueueAsync("nobody", new("fw-unknown", Document, Number: 1), ct));
        Assert.Empty(await jobs.OfJobAsync("fw-unknown", ct));
    }

    private static async Task LimitAsync(IJobs jobs, CancellationToken ct)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => jobs.QueueAsync("dev-1", new("no id", Document), ct));
        await Assert.ThrowsAsync<ArgumentException>(() => jobs.QueueAsync("dev-1", new("fw-long", new() { ["a"] = new string('x', 32_768) }), ct));
    }

    private static async Task WatchAsync(IJobs jobs, CancellationToken ct)
    {
        var heard = new List<JobNotice>();
        using (jobs.Watch(heard.Add)) await jobs.QueueAsync("dev-1", new("fw-watch", Document), ct);

        Assert.Equal(new JobNotice("dev-1", "fw-watch", ByThing: false), Assert.Single(heard));
    }
}
