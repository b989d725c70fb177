using IotLink.Core.Actions;
using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Alarms;
using IotLink.Core.Calendars;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Live;
using IotLink.Core.Rules;
using IotLink.Core.Shadows;
using IotLink.Core.Things;
using IotLink.Ingest.Actions;
using IotLink.Ingest.Gateways;
using IotLink.Ingest.Pipeline;
using IotLink.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Ingest.Actions;

/// <summary>Both workers on a real store, a clock that stands still, and devices at the end of fake ways.</summary>
internal sealed class RepairLab(RelationalFixture place, string actions) : IActionSource
{
    private readonly ActionCatalogue _catalogue = Compile(actions);
    private readonly IOptions<ActionOptions> _options = Options.Create(new ActionOptions());

    public FakeTimeProvider Time { get; } = new(Plant.Noon);

    public FakeWay Shadow { get; } = new(ActionTransport.Shadow);

    public FakeWay Control { get; } = new(ActionTransport.ControlRequest);

    public StillHot Hot { get; } = new();

    public FakeRegistry Registry { get; } = new();

    public CommandStore Commands => new(place.Database);

    public AlarmStore Alarms => new(place.Database);

    public RepairStore Repairs => new(place.Database, Options.Create(new AlarmOptions()), _options);

    public DispatchRequests Dispatch => new(place.Database);

    public DateTimeOffset Now => Time.GetUtcNow();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ActionCatalogue Of(Device device) => _catalogue;

    /// <summary>A hot reading's alarm, with the ladder of its rule.</summary>
    public async Task<Alarm> RaiseAsync(string device, RemedyLadder? ladder, long sequence = 1, string code = "hot") =>
        Assert.Single(await Alarms.ApplyAsync([Plant.Change(device, true, sequence, code) with { Ladder = ladder, NoticedAt = Now }], Ct));

    /// <summary>Time goes by; both workers do what is due, each in hosts of their own.</summary>
    public async Task LiveAsync(TimeSpan span, TimeSpan? stride = null, Func<ICommandStore, ICommandStore>? mortal = null)
    {
        for (var end = Now + span; Now < end; Time.Advance(stride ?? TimeSpan.FromSeconds(1)))
        {
            try
            {
                while (await RepairHost().RunNextAsync(Ct))
                {
                }

                await CommandHost(mortal?.Invoke(Commands) ?? Commands).RunOnceAsync(Ct);
            }
            catch (Delivery.Mortality.HostEnded)
            {
                // Another host goes on.
            }
        }
    }

    public void Measure(string device, params (string Name, double Value)[] metrics) => Hot.Put(Acting.Reading(Now, metrics) with { Device = device.AsDevice() });

    public async Task<Alarm> AlarmAsync(AlarmId id) => (await Alarms.FindAsync(DeviceScope.All, id, Ct))!.Alarm;

    public async Task<IReadOnlyList<Command>> AllAsync() => [.. (await Commands.ListAsync(DeviceScope.All, new(Take: 500), Ct)).Items.Select(r => r.Command)];

    public async Task<string> StoryAsync(AlarmId id) => string.Join(' ', (await Repairs.EventsAsync(id, Ct)).Select(e => $"{e.What}{(e.Remedy.Length > 0 ? ":" + e.Remedy : "")}"));

    public CommandWorker CommandHost(ICommandStore commands) => new(
        commands, [Shadow, Control], this, Registry, Hot, new NoShadows(), new DeviceSigns(), new LiveFeed(Time, NullLogger<LiveFeed>.Instance), _options,
        Options.Create(new PipelineOptions()), Time, NullLogger<CommandWorker>.Instance);

    private RepairWorker RepairHost() => new(
        Repairs, this, [Shadow, Control], Registry, Hot, SiteCalendar.Korea, new LiveFeed(Time, NullLogger<LiveFeed>.Instance), _options,
        Options.Create(new PipelineOptions()), Time, NullLogger<RepairWorker>.Instance);

    private static ActionCatalogue Compile(string text)
    {
        var faults = new List<DocumentFault>();
        var catalogue = ActionCatalogue.Compile([($"productId: prod-a\nactions:\n{text}", 1)], Acting.ProdA, faults);
        Assert.Empty(faults);
        return catalogue!;
    }

    private sealed class NoShadows : IShadows
    {
        public Task<ShadowReply> AskAsync(ShadowTopic request, ReadOnlyMemory<byte> body, Asker asker, CancellationToken ct) => throw new NotSupportedException();

        public Task<Shadow?> FindAsync(ShadowName shadow, CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> NamesAsync(string thing, CancellationToken ct) => throw new NotSupportedException();

        public IDisposable Watch(Action<ShadowNotice> heard) => throw new NotSupportedException();
    }
}
