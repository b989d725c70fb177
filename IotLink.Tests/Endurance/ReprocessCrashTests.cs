using IotLink.Core;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.DeadLetters;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IotLink.Tests.Endurance;

/// <summary>Thousands of letters reprocessed by the real host, which is killed again and again meanwhile; and then once more.</summary>
[Collection(nameof(OneAtATime))]
public sealed class ReprocessCrashTests(ITestOutputHelper output)
{
    private const string Stranger = "prod-a-9001";
    private const string NeverKnown = "prod-a-9002";
    private const int Messages = 6000;
    private const int Kills = 6;

    /// <summary>However slow the machine is, the second job meets what failed before its wait is over.</summary>
    private static readonly (string, string)[] Settings =
    [
        ("Ingest__DeadLetters__LeaseSeconds", "2"), ("Ingest__DeadLetters__BatchSize", "20"), ("Ingest__DeadLetters__BackOffSeconds", "86400"),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_killed_while_it_reprocesses_loses_and_doubles_nothing()
    {
        using var folder = new TempFolder();
        using var host = new IngestProcess(folder.Path, Settings);
        var data = folder.File("data");
        await AppendAsync(data);
        await using var desk = Desk(data);
        host.Start();
        await host.ReadyAsync(Ct);
        await UntilAsync(() => Task.FromResult(Letters(data) == Messages));
        await desk.GetRequiredService<IDeviceStore>().SaveAsync(
            new([], [], [new(Sample.Device(Stranger), Sample.Product("prod-a"), Stranger)]), TimeProvider.System.GetUtcNow(), Ct);

        var first = await ReprocessAsync(host, desk, Kills);
        var second = await ReprocessAsync(host, desk, 0);
        await host.StopAsync(Ct);

        await using var stored = new StoredPlant(data);
        var own = await stored.ReadingsAsync(Stranger, Ct);
        Assert.Equal(Enumerable.Range(0, Messages).Where(n => n % 10 != 0), own.Select(Numbered.Of).Order());
        Assert.Equal((JobState.Done, Messages, Messages * 9 / 10, Messages / 10), (first.State, first.Progress.Done, first.Progress.Passed, first.Progress.Failed));
        Assert.Equal((JobState.Done, 0, 0), (second.State, second.Progress.Passed, second.Progress.Failed));
        Assert.All(await stored.OpenLettersAsync(Ct), l => Assert.Equal((NeverKnown, 1), (l.Device!.Value.Value, l.Attempts)));
        output.WriteLine($"{Kills} kills, {own.Count} of {Messages} letters reprocessed once, {Messages / 10} failed once, again: {second.Progress.Skipped} passed over");
    }

    /// <summary>While no host runs, messages of devices that nobody has registered; every tenth of one that never will be.</summary>
    private static async Task AppendAsync(string data)
    {
        await using var plant = new StoredPlant(data);
        var appends = Enumerable.Range(0, Messages).Select(n => plant.Writer.AppendAsync(
            new Message { Device = Sample.Device(n % 10 == 0 ? NeverKnown : Stranger), Payload = Numbered.JsonWithOwnTime(n) }, Ct).AsTask());
        await Task.WhenAll(appends);
    }

    /// <summary>What a person at another process has: the relational store alone.</summary>
    private static ServiceProvider Desk(string data)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Folder", data)]).Build();
        return new ServiceCollection().AddLogging().AddIotLinkCore().AddRelationalStore(configuration).BuildServiceProvider();
    }

    private static int Letters(string data)
    {
        using var state = IotLink.Core.Adapters.Sqlite.Database.OpenForReading(Path.Combine(data, "hot", "state.db"));
        return (int)(state.Scalar("SELECT count(*) FROM dead_letter") ?? 0);
    }

    private static async Task<LetterJob> ReprocessAsync(IngestProcess host, ServiceProvider desk, int kills)
    {
        var jobs = desk.GetRequiredService<ILetterJobStore>();
        var asked = await jobs.AddAsync(
            new(LetterAction.Reprocess, LetterSelection.Everything), "test", "test", TimeProvider.System.GetUtcNow(), Ct);
        for (var kill = 0; kill < kills; kill++)
        {
            var at = Messages * (kill + 1) / (kills + 2);
            await UntilAsync(async () => (await jobs.FindAsync(asked.Id, Ct))!.Progress.Done >= at);
            await host.KillAsync(Ct);
            host.Start();
            await host.ReadyAsync(Ct);
        }

        await UntilAsync(async () => (await jobs.FindAsync(asked.Id, Ct))!.IsOver);
        return (await jobs.FindAsync(asked.Id, Ct))!;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await holds()) await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
    }
}
