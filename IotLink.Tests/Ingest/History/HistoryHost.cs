using IotLink.Core;
using IotLink.Core.Accounts;
using IotLink.Core.Adapters;
using IotLink.Core.Adapters.Sqlite;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.History;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;
using IotLink.Ingest.History;
using IotLink.Ingest.Pipeline;
using IotLink.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Ingest.History;

/// <summary>
/// The real log and stores in a folder, messages that went the real way, and what carries out replays; without threads of its own, so that
/// a test is in charge of every step.
/// </summary>
internal sealed class HistoryHost : IAsyncDisposable
{
    public static readonly Viewer Author = Person("author", Role.LabAuthor);
    public static readonly Viewer Reviewer = Person("reviewer", Role.LabReview);

    private readonly ServiceProvider _services;
    private readonly PipelineEffects _effects = new();
    private TelemetryPipeline? _pipeline;

    private HistoryHost(ServiceProvider services) => _services = services;

    public FakeTimeProvider Clock => (FakeTimeProvider)Get<TimeProvider>();

    public SqliteHotStore Hot => Get<SqliteHotStore>();

    public IReadingHistory History => Get<IReadingHistory>();

    public HistoryDesk Desk => Get<HistoryDesk>();

    public ReplayCarrier Carrier => Get<ReplayCarrier>();

    public IDeviceRegistry Registry => Get<IDeviceRegistry>();

    public ReplayScoper Scoper => Get<ReplayScoper>();

    public IReadOnlyList<StoredMessage> Everything =>
    [
        .. Get<IRawArchive>().Read(new(0, 1, long.MaxValue), Ct).SelectMany(run => run.Select(Copy)),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Knows dev-1, dev-2 and hub-1 with child-1, all of prod-a.</summary>
    public static async Task<HistoryHost> StartAsync(TempFolder folder, FakeTimeProvider? clock = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Storage:Folder", folder.Path), new("Storage:Log:LingerMilliseconds", "0"), new("Storage:Log:SegmentBytes", "16384")]).Build();
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock ?? new FakeTimeProvider(Sample.Noon))
            .AddLogging()
            .AddIotLinkCore()
            .AddStorage(configuration)
            .AddSingleton(Options.Create(new ReplayOptions()))
            .AddSingleton<ReplayDocuments>().AddSingleton<ReplayScoper>().AddSingleton<ReplayCarrier>()
            .BuildServiceProvider();
        var host = new HistoryHost(services);
        var devices = new[] { "dev-1", "dev-2", "hub-1", "child-1" }
            .Select(id => Plant.Device(id, Plant.SiteA) with { Hub = id == "child-1" ? Sample.Device("hub-1") : null }).ToList();
        await services.GetRequiredService<IDeviceStore>().SaveAsync(Plant.With(devices), Sample.Noon, Ct);
        await host.Registry.RefreshAsync(Ct);
        return host;
    }

    /// <summary>Each message a second after the one before, all the way into the stores.</summary>
    public async Task TakeAsync(params IEnumerable<Message> messages)
    {
        _pipeline ??= new(Registry, CataloguePlans.All, new(await Hot.LatestTimesAsync(Ct), []));
        foreach (var message in messages)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            var position = await Get<IMessageWriter>().AppendAsync(message, Ct);
            _effects.Begin(0);
            _pipeline.Process(new(position, Clock.GetUtcNow(), message), Clock.GetUtcNow(), _effects);
            _effects.Telemetry.Through = position.Sequence;
            await Hot.SaveAsync(_effects.Telemetry, Ct);
        }
    }

    /// <summary>Puts a text in force as if IotLink had come with it.</summary>
    public async Task RegisterAsync(DocumentKey key, string text)
    {
        var store = Get<IDocumentStore>();
        var step = DocumentLife.FromCatalogue(await store.FindAsync(key, Ct), key, text, Clock.GetUtcNow())!.Value;
        Assert.True(await store.SaveAsync(step.Document!, step.Event, text, Ct));
    }

    public static ReplayRequest Request(string spec) => new(Sample.Product("prod-a"), Sample.Noon, Sample.Noon.AddDays(2), spec);

    public async Task<ReplayJob> PreviewAsync(ReplayRequest request)
    {
        var answer = await Desk.PreviewAsync(Author, request, Ct);
        Assert.True(answer.Job is not null, answer.Fault?.Detail);
        return await CarryOutAsync(answer.Job.Id);
    }

    public async Task<ReplayJob> ApplyAsync(ReplayJob previewed)
    {
        var answer = await Desk.ApplyAsync(Reviewer, previewed.Id, Ct);
        Assert.True(answer.Job is not null, answer.Fault?.Detail);
        return await CarryOutAsync(previewed.Id);
    }

    public async Task<ReplayJob> RollBackAsync(ReplayJob applied)
    {
        var answer = await Desk.RollBackAsync(Reviewer, applied.Id, Ct);
        Assert.True(answer.Job is not null, answer.Fault?.Detail);
        return await CarryOutAsync(applied.Id);
    }

    public async Task<ReplayJob> CarryOutAsync(string id)
    {
        var job = await Carrier.TakeAsync(Ct);
        Assert.Equal(id, job?.Id);
        await Carrier.CarryOutAsync(job!, Ct);
        return (await Desk.FindAsync(Author, id, Ct))!;
    }

    /// <summary>All that readers can see, as text: newest values, the last readings of each device, series, dead letters.</summary>
    public async Task<string> SeenAsync()
    {
        var lines = new List<string>();
        var letters = await Get<IDeadLetterStore>().ListAsync(new(), 0, 10_000, Ct);
        foreach (var id in new[] { "dev-1", "dev-2", "hub-1", "child-1" }.Select(Sample.Device))
        {
            lines.Add($"{id} latest {Text(await Hot.LatestAsync(id, Ct))}");
            lines.AddRange((await Hot.RecentAsync(id, 100_000, Ct)).Select(r => Text(r)));
            lines.AddRange((await Hot.SeriesAsync(id, "tempC", Sample.Noon.AddDays(-1), Sample.Noon.AddDays(3), 100_000, Ct)).Select(p => FormattableString.Invariant($"{p.Time:o} {p.Value}")));
        }

        lines.AddRange(letters.Items.Select(l => $"{l.Position} {l.Device} {l.Refusal.Code}"));
        return string.Join('\n', lines);
    }

    /// <summary>The same as of readings in order of arrival, computed here and the plainest way.</summary>
    public static string Expected(IReadOnlyList<Reading> readings, IEnumerable<DeadLetter> letters)
    {
        var lines = new List<string>();
        foreach (var id in new[] { "dev-1", "dev-2", "hub-1", "child-1" }.Select(Sample.Device))
        {
            var own = readings.Where(r => r.Device == id).Select(Stored).ToList();
            lines.Add($"{id} latest {Text(own.Count == 0 ? null : own.Where(r => r.EventTime == own.Max(o => o.EventTime)).Last())}");
            lines.AddRange(own.AsEnumerable().Reverse().Select(r => Text(r)));
            lines.AddRange(own.Where(r => r.Metrics.TryGetValue("tempC", out var m) && m.Plottable is not null)
                .OrderBy(r => r.EventTime).Select(r => FormattableString.Invariant($"{r.EventTime:o} {r.Metrics["tempC"].Plottable}")));
        }

        lines.AddRange(letters.Reverse().Select(l => $"{l.Position} {l.Device} {l.Refusal.Code}"));
        return string.Join('\n', lines);
    }

    public static StoredReading Stored(Reading reading)
    {
        var metrics = new Dictionary<string, MetricValue>();
        for (var slot = 0; slot < reading.Metrics.Extent; slot++)
        {
            var name = reading.Metrics.Schema.TryNameOf(slot, out var n) ? n : "";
            if (reading.Metrics.KindOf(slot) == MetricKind.Number) metrics[name] = MetricValue.Of(reading.Metrics.NumberAt(slot));
            else if (reading.Metrics.KindOf(slot) == MetricKind.Boolean) metrics[name] = MetricValue.Of(reading.Metrics.NumberAt(slot) == 1);
            else if (reading.Metrics.KindOf(slot) == MetricKind.Text) metrics[name] = MetricValue.Of(reading.Metrics.TextAt(slot)!);
        }

        return new(reading.Position, reading.Index, reading.Device, reading.Product, reading.Hub, reading.EventTime, reading.TimeSource,
            reading.DeviceTimestamp, reading.HubTimestamp, reading.IngestTimestamp, reading.Marks, reading.SpecVersion, metrics);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private static string Text(StoredReading? r) => r is null ? "none" : FormattableString.Invariant(
        $"{r.Position}/{r.Index} {r.Device} {r.Product} {r.Hub} {r.EventTime:o} {r.TimeSource} {r.Marks} v{r.SpecVersion} {string.Join(' ', r.Metrics.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => FormattableString.Invariant($"{m.Key}={m.Value.Number}{m.Value.Boolean}{m.Value.Text}")))}");

    private static StoredMessage Copy(StoredMessage stored) => stored with { Message = stored.Message with { Payload = stored.Message.Payload.ToArray() } };

    private static Viewer Person(string name, string role) => new(name, name, new HashSet<string> { role }, null);
}
