using IotLink.Core.Actions;
using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Devices;
using IotLink.Core.Live;
using IotLink.Core.Shadows;
using IotLink.Core.Telemetry;
using IotLink.Ingest.Gateways;
using IotLink.Ingest.Pipeline;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Actions;

/// <summary>
/// Carries commands out: takes what is due from the outbox, looks at the interlocks once more, hands it over, and watches for answers, telemetry
/// and time. Any number of hosts may run it; each command is handed over by one.
/// </summary>
public sealed partial class CommandWorker(
    ICommandStore commands,
    IEnumerable<ICommandChannel> channels,
    IActionSource actions,
    IDeviceRegistry registry,
    IHotStore hot,
    IShadows shadows,
    DeviceSigns signs,
    ILiveFeed live,
    IOptions<ActionOptions> options,
    IOptions<PipelineOptions> pipeline,
    TimeProvider time,
    ILogger<CommandWorker> log) : BackgroundService
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Dictionary<ActionTransport, ICommandChannel> _channels = channels.ToDictionary(c => c.Transport);
    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    private readonly Confirmations _confirmed = new();
    private readonly CommandVerification _verification = new();
    private readonly System.Collections.Concurrent.ConcurrentQueue<DeviceId> _came = new();
    private readonly Pulse _pulse = new();

    /// <summary>Everything that is to be done now, once.</summary>
    public async Task RunOnceAsync(CancellationToken ct)
    {
        while (_came.TryDequeue(out var device)) await commands.HurryAsync(device, time.GetUtcNow(), ct);
        foreach (var command in await commands.OverdueAsync(time.GetUtcNow(), AtOnce, ct)) await OverTimeAsync(command, ct);
        while (await SendNextAsync(ct))
        {
        }

        foreach (var command in await commands.OpenAsync(AtOnce, ct)) await WatchAsync(command, ct);
    }

    /// <summary>Takes the next command that is due and makes one attempt.</summary>
    /// <returns>false when there is none.</returns>
    public async Task<bool> SendNextAsync(CancellationToken ct)
    {
        if (await commands.TakeAsync(_owner, time.GetUtcNow(), options.Value.Lease, ct) is not { } taken) return false;
        var command = taken.Command;
        if (!_channels.TryGetValue(command.Transport, out var channel))
        {
            await StepAsync(command, new CommandStep.Refuse(CommandReason.NoChannel, command.Transport.ToString()), ct);
            return true;
        }

        if (taken.WasInterrupted)
        {
            // Where repeating is free, nothing is lost by going on; else the action says whether there is another attempt.
            if (await StepAsync(command, new CommandStep.Interrupt(channel.IsRepeatable), ct) is not { IsDone: true } settled) return true;
            if (!channel.IsRepeatable) return true;
            command = settled.After;
        }

        if (await HeldAsync(command, ct) is { } held) await StepAsync(command, held, ct);
        else if (await commands.BeginHandOverAsync(command.Id, _owner, time.GetUtcNow(), options.Value.Lease, ct)) await StepAsync(command, await HandOverAsync(channel, command, ct), ct);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!pipeline.Value.Enabled) return;
        await Task.Yield();
        signs.Came += Came;
        signs.Confirmed += Confirmed;
        using var shadowNews = shadows.Watch(notice => _pulse.Wake());
        using var signals = live.Subscribe(LiveTopic.Commands, TimeSpan.Zero, WakeAsync);
        try
        {
            while (true)
            {
                try
                {
                    await RunOnceAsync(stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    LogInterrupted(e);
                }

                await _pulse.WaitAsync(Pace, time, stoppingToken);
            }
        }
        finally
        {
            signs.Came -= Came;
            signs.Confirmed -= Confirmed;
        }
    }

    private Task WakeAsync()
    {
        _pulse.Wake();
        return Task.CompletedTask;
    }

    private void Came(DeviceId device)
    {
        if (_came.Count < AtOnce * 10) _came.Enqueue(device);
        _pulse.Wake();
    }

    private void Confirmed(DeviceId device, string topic, ReadOnlyMemory<byte> payload)
    {
        if (_confirmed.Note(device, topic, payload)) _pulse.Wake();
    }

    /// <summary>The interlocks once more, on the newest telemetry.</summary>
    /// <returns>null: it may go.</returns>
    private async Task<CommandStep?> HeldAsync(Command command, CancellationToken ct)
    {
        if (registry.Find(command.Device) is not { } device) return new CommandStep.Refuse(CommandReason.DeviceUnknown, command.Device.Value);
        if (actions.Of(device).Find(command.Action) is not { Interlocks.Count: > 0 } action) return null;
        var now = time.GetUtcNow();
        var no = CommandGuards.Interlocked(action, DeviceSight.Of(device, await hot.LatestAsync(device.Id, ct), now), onlyKnown: false);
        if (no is null) return null;
        return no.Code == CommandReason.Interlock ? new CommandStep.Refuse(no.Code, no.Detail) : new CommandStep.Wait(no.Code, no.Detail, now + ShortestWait);
    }

    private async Task<CommandStep> HandOverAsync(ICommandChannel channel, Command command, CancellationToken ct)
    {
        HandOver done;
        try
        {
            done = await channel.SendAsync(command, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogChannelFault(channel.Transport, command.Id, e);
            return new CommandStep.Interrupt(channel.IsRepeatable);
        }

        var now = time.GetUtcNow();
        return done.Outcome switch
        {
            HandOverOutcome.Done => new CommandStep.Send(done.Token),
            HandOverOutcome.Away => new CommandStep.Wait(done.Reason, done.Detail, now + Patience(now - command.RequestedAt)),
            _ => new CommandStep.Refuse(done.Reason, done.Detail),
        };
    }

    private async Task WatchAsync(Command command, CancellationToken ct)
    {
        if (command.State == CommandState.Acknowledged)
        {
            if (_verification.Look(command, await hot.RecentAsync(command.Device, 20, ct)) is { } verified) await AnswerAsync(command, verified, ct);
            return;
        }

        if (command.State == CommandState.Sent && _confirmed.Has(command)) await AnswerAsync(command, new CommandStep.Deliver(), ct);
        if (_channels.TryGetValue(command.Transport, out var channel) && await channel.LookAsync(command, ct) is { } said) await AnswerAsync(command, said, ct);
    }

    /// <summary>What would still reach the device is taken back before the command is called over.</summary>
    private async Task OverTimeAsync(Command command, CancellationToken ct)
    {
        var seen = command.State == CommandState.Acknowledged ? _verification.Seen(command, await hot.LatestAsync(command.Device, ct)) : "";
        var step = new CommandStep.TimePasses(seen);
        var unheard = command.SentAt is not null && command.AcknowledgedAt is null;
        if (unheard && CommandLifecycle.Decide(command, step, time.GetUtcNow()) is { IsDone: true, After.IsOver: true } && _channels.TryGetValue(command.Transport, out var channel))
            await channel.WithdrawAsync(command, ct);
        await AnswerAsync(command, step, ct);
    }

    private async Task AnswerAsync(Command command, CommandStep step, CancellationToken ct) => Tell(await commands.StepAsync(command.Id, step, null, time.GetUtcNow(), ct));

    private async Task<CommandDecision?> StepAsync(Command command, CommandStep step, CancellationToken ct)
    {
        var decision = await commands.StepAsync(command.Id, step, _owner, time.GetUtcNow(), ct);
        Tell(decision);
        return decision;
    }

    private void Tell(CommandDecision? decision)
    {
        if (decision is not { IsDone: true, Happened.Count: > 0, After: var after }) return;
        LogWent(after.Id, after.Action, after.Device, after.State, after.Reason ?? "");
        live.Signal(LiveTopic.Commands);
        live.Signal(LiveTopic.Of(after.Device));
        if (after.Alarm is not null) live.Signal(LiveTopic.Alarms);
    }

    /// <summary>The longer a device has been away, the more seldom it is looked for; when it comes, what waits is due at once.</summary>
    private static TimeSpan Patience(TimeSpan waited) =>
        TimeSpan.FromTicks(Math.Clamp(waited.Ticks / 4, ShortestWait.Ticks, LongestWait.Ticks));
}
