using IotLink.Core.Actions;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Actions.Repair;
using IotLink.Core.Calendars;
using IotLink.Core.Devices;
using IotLink.Core.Live;
using IotLink.Core.Telemetry;
using IotLink.Ingest.Pipeline;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Actions;

/// <summary>Takes each closed loop's next step when it is due. The timers are rows; of several hosts one takes a step.</summary>
public sealed partial class RepairWorker(
    IRepairStore repairs,
    IActionSource actions,
    IEnumerable<ICommandChannel> channels,
    IDeviceRegistry registry,
    IHotStore hot,
    SiteCalendar calendar,
    ILiveFeed live,
    IOptions<ActionOptions> options,
    IOptions<PipelineOptions> pipeline,
    TimeProvider time,
    ILogger<RepairWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly RepairCourse _course = new(options.Value, calendar);
    private readonly HashSet<Core.Actions.Catalogue.ActionTransport> _ways = [.. channels.Select(c => c.Transport)];
    private readonly Pulse _pulse = new();

    /// <summary>Takes one step of the loop that is due first.</summary>
    /// <returns>false when none is.</returns>
    public async Task<bool> RunNextAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await repairs.NextAsync(now, ct) is not { } due) return false;
        var (next, sight) = due.Rung is { } rung && registry.Find(due.Device) is { } device
            ? (ActionOf(device, rung), DeviceSight.Of(device, await hot.LatestAsync(device.Id, ct), now))
            : (null, DeviceSight.None);
        var decision = await repairs.AdvanceAsync(due.Alarm, next, now, (run, scene, tried) => _course.Advance(run, scene with { Sight = sight }, tried, now), ct);
        if (decision is { Happened.Count: > 0 }) Tell(due, decision);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!pipeline.Value.Enabled) return;
        await Task.Yield();
        using var commands = live.Subscribe(LiveTopic.Commands, TimeSpan.Zero, WakeAsync);
        using var alarms = live.Subscribe(LiveTopic.Alarms, TimeSpan.Zero, WakeAsync);
        while (true)
        {
            try
            {
                while (await RunNextAsync(stoppingToken))
                {
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogInterrupted(e);
            }

            await _pulse.WaitAsync(Pace, time, stoppingToken);
        }
    }

    private Core.Actions.Catalogue.DeviceAction? ActionOf(Device device, Core.Rules.Rung rung)
    {
        if (rung.Action is { } name) return actions.Of(device).Find(name);
        return _ways.Contains(Core.Actions.Catalogue.ActionTransport.Ota) ? FirmwareRemedy.ActionOf(rung, device.Product) : null;
    }

    private Task WakeAsync()
    {
        _pulse.Wake();
        return Task.CompletedTask;
    }

    private void Tell(DueRepair due, RepairDecision decision)
    {
        foreach (var line in decision.Happened) LogStep(due.Alarm, due.Device, line.What, line.Remedy, line.Reason ?? "");
        if (decision.Stop is { } stop) LogStopped(stop.Action, stop.Product, stop.Why);
        live.Signal(LiveTopic.Commands);
        live.Signal(LiveTopic.Alarms);
        live.Signal(LiveTopic.Of(due.Device));
    }

    [LoggerMessage(1, LogLevel.Information, "Repair of alarm {Alarm} on {Device}: {What} {Remedy} {Reason}")]
    private partial void LogStep(Core.Alarms.AlarmId alarm, DeviceId device, string what, string remedy, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The remedy {Action} of {Product} stopped itself: it failed on {Why}.")]
    private partial void LogStopped(string action, ProductId product, string why);

    [LoggerMessage(3, LogLevel.Warning, "Closed loops cannot go on; trying again.")]
    private partial void LogInterrupted(Exception e);
}
