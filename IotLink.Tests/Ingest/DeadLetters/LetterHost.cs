using IotLink.Core.DeadLetters;
using IotLink.Core.Devices;
using IotLink.Core.Live;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;
using IotLink.Ingest.DeadLetters;
using IotLink.Ingest.Pipeline;
using IotLink.Tests.Ingest.Pipeline;
using IotLink.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IotLink.Tests.Ingest.DeadLetters;

/// <summary>The pipeline with letters in its store, and workers that do one job when told to.</summary>
internal sealed class LetterHost : IAsyncDisposable
{
    public const string Stranger = "dev-9";

    private readonly TempFolder _folder = new();

    private LetterHost(PipelineHost host) => Host = host;

    public PipelineHost Host { get; private set; }

    public IDeadLetterStore Letters => Host.Of<IDeadLetterStore>();

    public ILetterJobStore Jobs => Host.Of<ILetterJobStore>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<LetterHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var host = new LetterHost(null!);
        host.Host = await PipelineHost.StartAsync(
            host._folder, [.. settings.Select(s => KeyValuePair.Create("Ingest:DeadLetters:" + s.Key, (string?)s.Value))]);
        return host;
    }

    /// <summary>The device that nobody knew is registered.</summary>
    /// <param name="elsewhere">At another host: this one has not heard of it.</param>
    public async Task RegisterAsync(string? hub = null, bool elsewhere = false)
    {
        var device = Plant.Device(Stranger, Plant.SiteA) with { Hub = hub is null ? null : Sample.Device(hub) };
        await Host.Of<IDeviceStore>().SaveAsync(Plant.With(device), Host.Clock.GetUtcNow(), Ct);
        if (!elsewhere) await Host.Registry.RefreshAsync(Ct);
    }

    public Task<LetterJob> AskAsync(LetterAction action, LetterSelection? selection = null, SpecChoice? specs = null) => Jobs.AddAsync(
        new(action, selection ?? LetterSelection.Everything, "because") { Specs = specs ?? SpecChoice.Published },
        "u1", "김하늘", Host.Clock.GetUtcNow(), Ct);

    /// <summary>Asks for it and carries it out.</summary>
    public async Task<LetterJob> DoAsync(LetterAction action, LetterSelection? selection = null, SpecChoice? specs = null)
    {
        var job = await AskAsync(action, selection, specs);
        Assert.True(await Worker().RunNextAsync(Ct));
        return (await Jobs.FindAsync(job.Id, Ct))!;
    }

    public LetterWorker Worker(ILetterJobStore? jobs = null) => new(
        jobs ?? Jobs, Host.Of<LetterGround>(), Host.Of<Reprocessing>(), Host.Of<DryRun>(), Host.Of<LetterChanges>(), Host.Of<LetterMetrics>(), Host.Of<ILiveFeed>(),
        Host.Of<IOptions<LetterOptions>>(), Options.Create(new PipelineOptions()), Host.Clock, NullLogger<LetterWorker>.Instance);

    public async Task<IReadOnlyDictionary<LetterState, int>> StatesAsync() => await Letters.StatesAsync(Ct);

    public async Task<DeadLetter> LetterAsync(long sequence) => (await Letters.FindAsync(new StreamPosition(0, sequence), Ct))!;

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }
}
