using System.Globalization;
using IotLink.Core;
using IotLink.Core.Accounts;
using IotLink.Core.Adapters;
using IotLink.Core.Adapters.Sqlite;
using IotLink.Core.Alarms;
using IotLink.Core.Backtests;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Rules;
using IotLink.Core.Streams;
using IotLink.Ingest.Backtests;
using IotLink.Ingest.History;
using IotLink.Ingest.Pipeline;
using IotLink.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Ingest.Backtests;

/// <summary>
/// The real pipeline between the real log and stores, with one rule in force, and what carries out backtests; without threads of its own, so
/// that a test says when messages come, the clock ticks, the host stops and the host dies.
/// </summary>
internal sealed class LivePast : IAsyncDisposable
{
    public static readonly ProductId Product = Sample.Product("prod-a");
    public static readonly DocumentKey Rule = new(DocumentKind.Rule, Product, "r");
    public static readonly Viewer Author = new("author", "author", new HashSet<string> { Role.LabAuthor }, null);
    public static readonly Viewer Onlooker = new("viewer", "viewer", new HashSet<string> { Role.LabView }, null);

    private readonly ServiceProvider _services;
    private readonly CataloguePlans _plans;
    private readonly PipelineEffects _effects = new();
    private TelemetryPipeline _pipeline = null!;

    private LivePast(ServiceProvider services, CataloguePlans plans) => (_services, _plans) = (services, plans);

    /// <summary>What the live engine has said, as it was said.</summary>
    public List<string> Said { get; } = [];

    public FakeTimeProvider Clock => (FakeTimeProvider)Get<TimeProvider>();

    public SqliteHotStore Hot => Get<SqliteHotStore>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static string Document(string keys) => $"{{ruleId: r, productId: prod-a, severity: high, {keys}}}";

    /// <summary>Knows dev-1, dev-2 and dev-3 of prod-a, each reporting once a minute.</summary>
    public static async Task<LivePast> StartAsync(TempFolder folder, string keys)
    {
        var documents = ProductCatalog.Documents.Where(d => d.Key.Product == Product && d.Key.Kind != DocumentKind.Rule).Select(d => new DocumentInForce(d.Key, 1, d.Text));
        var plans = new CataloguePlans(new(1, [.. documents, new(Rule, 1, Document(keys))]));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Storage:Folder", folder.Path), new("Storage:Log:LingerMilliseconds", "0"), new("Storage:Log:SegmentBytes", "16384")]).Build();
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(new FakeTimeProvider(Sample.Noon))
            .AddLogging()
            .AddIotLinkCore()
            .AddStorage(configuration)
            .AddSingleton(Options.Create(new BacktestOptions()))
            .AddSingleton<ReplayDocuments>().AddSingleton<StoredPast>().AddSingleton<BacktestCarrier>()
            .BuildServiceProvider();
        var live = new LivePast(services, plans);
        var devices = new[] { "dev-1", "dev-2", "dev-3" }.Select(id => Plant.Device(id, Plant.SiteA) with { ReportingPeriod = TimeSpan.FromMinutes(1) }).ToList();
        await services.GetRequiredService<IDeviceStore>().SaveAsync(Plant.With(devices), Sample.Noon, Ct);
        await live.Get<IDeviceRegistry>().RefreshAsync(Ct);
        await live.BeginAsync();
        return live;
    }

    /// <summary>One value of one device, so much later than the one before; the clock ticks meanwhile.</summary>
    /// <param name="behind">How long before now it happened.</param>
    public async Task TakeAsync(string device, double tempC, TimeSpan later, TimeSpan behind = default, bool dies = false)
    {
        await PassAsync(later);
        var now = Clock.GetUtcNow();
        var at = (now - behind).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var message = Sample.Message(FormattableString.Invariant($$$"""{"device_timestamp":{{{at}}},"data":{"metrics":{"voltage":230,"tempC":{{{tempC}}} } } }"""), device);
        var stored = new StoredMessage(await Get<IMessageWriter>().AppendAsync(message, Ct), now, message);
        if (dies)
        {
            await SaveAsync(new(0, await Hot.CheckpointAsync(0, Ct))); // time in which a host that died had listened counts up to its last save
            // Alarms are stored before the rest: what the host died of lies between the two.
            Process(stored);
            await Get<IAlarmStore>().ApplyAsync(Take(), Ct);
            await BeginAsync();
        }

        Process(stored);
        await SaveAsync(stored.Position);
    }

    /// <summary>Time goes by without a message.</summary>
    public async Task PassAsync(TimeSpan later)
    {
        var end = Clock.GetUtcNow() + later;
        for (var step = TimeSpan.FromSeconds(37); Clock.GetUtcNow() < end;)
        {
            var left = end - Clock.GetUtcNow();
            Clock.Advance(left < step ? left : step);
            _effects.Begin(0);
            _pipeline.Tick(Clock.GetUtcNow(), Clock.GetUtcNow(), _effects);
            if (_effects.AlarmChanges.Count > 0) await SaveAsync(new(0, await Hot.CheckpointAsync(0, Ct)));
            if (later > TimeSpan.FromHours(2)) step = TimeSpan.FromHours(1);
        }
    }

    /// <summary>The host stops and comes back at once.</summary>
    public async Task RestartAsync()
    {
        _effects.Begin(0);
        await SaveAsync(new(0, await Hot.CheckpointAsync(0, Ct)));
        await BeginAsync();
    }

    /// <summary>The host stops and is away for a while.</summary>
    public async Task StopAsync(TimeSpan away)
    {
        _effects.Begin(0);
        await SaveAsync(new(0, await Hot.CheckpointAsync(0, Ct)));
        Clock.Advance(away);
        await BeginAsync();
    }

    public async Task<BacktestJob> AskAsync(BacktestRequest request, Viewer? viewer = null)
    {
        var answer = await Get<BacktestDesk>().AskAsync(viewer ?? Author, request, Ct);
        Assert.True(answer.Job is not null, answer.Fault?.Detail);
        var job = await Get<BacktestCarrier>().TakeAsync(Ct);
        Assert.Equal(answer.Job.Id, job?.Id);
        await Get<BacktestCarrier>().CarryOutAsync(job!, Ct);
        return (await Get<BacktestDesk>().FindAsync(Author, job!.Id, Ct))!;
    }

    public BacktestRequest Request(string keys) => new(Rule, Sample.Noon, Clock.GetUtcNow(), Document(keys));

    /// <summary>Each verdict of a backtest over all there is, told as <see cref="Said"/> tells.</summary>
    public async Task<(List<string> Said, long FromArchive)> BacktestAsync(string keys)
    {
        _effects.Begin(0);
        await SaveAsync(new(0, await Hot.CheckpointAsync(0, Ct)));
        var (said, past, request) = (new List<string>(), Get<StoredPast>(), Request(keys));
        var span = await past.FindAsync(Product, [], request.From, request.To, Ct);
        var backtest = Backtest.Begin(request, span.Plans.SchemaOf(Product), Get<IotLink.Core.Calendars.SiteCalendar>(), [], span.Unheard, v => said.Add(Text(AlarmChange.From(v, v.At))))!;
        var decoded = await past.ReadAsync(span, backtest.Take, _ => Task.CompletedTask, Ct);
        backtest.Finish(request.To, 3, []);
        return (said, decoded);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>As the worker begins, after a start or a crash.</summary>
    private async Task BeginAsync()
    {
        var memory = new PipelineMemory(await Hot.LatestTimesAsync(Ct), await Get<IAlarmStore>().MarksAsync(Ct), await Get<IRuleMemory>().LoadAsync(0, Ct));
        _pipeline = new(Get<IDeviceRegistry>(), _plans, memory);
        _pipeline.Resume(Clock.GetUtcNow());
        await SilenceRecall.FillAsync(_pipeline, 0, Hot, Get<IDeviceRegistry>(), _plans.Current, Ct);
        _effects.Begin(0);
        _pipeline.Tick(Clock.GetUtcNow(), Clock.GetUtcNow(), _effects);
        await Get<IAlarmStore>().ApplyAsync(Take(), Ct);
    }

    private void Process(in StoredMessage stored)
    {
        _effects.Begin(0);
        _pipeline.Process(stored, Clock.GetUtcNow(), _effects);
        Assert.Empty(_effects.Telemetry.DeadLetters);
    }

    private async Task SaveAsync(StreamPosition through)
    {
        await Get<IAlarmStore>().ApplyAsync(Take(), Ct);
        _pipeline.Settle(_effects);
        _effects.Telemetry.Through = through.Sequence;
        await Hot.SaveAsync(_effects.Telemetry, Ct);
    }

    private IReadOnlyList<AlarmChange> Take()
    {
        var changes = _effects.TakeAlarmChanges() ?? [];
        Said.AddRange(changes.Select(Text));
        return changes;
    }

    private static string Text(AlarmChange change) => FormattableString.Invariant(
        $"{change.Device} {(change.IsRegrade ? "~" : change.Raise ? "+" : "-")}{change.Code} {change.Severity} {change.At.UtcDateTime:MM-dd HH:mm:ss.fff} by {change.Position} tick {change.Tick}: {change.Evidence}");
}
