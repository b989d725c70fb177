using IotLink.Core.Live;
using IotLink.Core.Notifications;
using IotLink.Ingest.Pipeline;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Delivery;

/// <summary>
/// Sends what is in the outbox. A message is taken under a lease, handed over once, and accounted for; where a host ends in between, the
/// next one knows how far it came.
/// </summary>
public sealed partial class DeliveryWorker(
    IOutbox outbox,
    IEnumerable<IMessageChannel> channels,
    MessageWriter writer,
    DeliveryMetrics metrics,
    ILiveFeed live,
    IOptions<NotificationOptions> options,
    IOptions<PipelineOptions> pipeline,
    TimeProvider time,
    ILogger<DeliveryWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>What is being handed over at a shutdown may still end well.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly Dictionary<ChannelKind, IMessageChannel> _channels = channels.ToDictionary(c => c.Kind);
    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    private readonly TimeSpan _lease = TimeSpan.FromSeconds(options.Value.LeaseSeconds);
    private readonly TimeSpan _between = TimeSpan.FromSeconds(options.Value.PaceSeconds);

    /// <summary>Takes the next message and makes one attempt.</summary>
    /// <returns>false when there is none.</returns>
    public async Task<bool> RunNextAsync(CancellationToken ct)
    {
        if (await outbox.TakeAsync(_owner, time.GetUtcNow(), _lease, _between, ct) is not { } taken) return false;
        var result = await AttemptAsync(taken, ct);
        await outbox.RecordAsync(taken.Key, _owner, result, time.GetUtcNow(), ct);
        metrics.Sent(taken.First.Channel, result.Outcome);
        if (result.Outcome is SendOutcome.Refused or SendOutcome.Unclear) LogNotSent(taken.Key, taken.First.Channel, result.Reason);
        live.Signal(LiveTopic.Notifications);
        return true;
    }

    /// <summary>Looks after messages whose host ended while sending them.</summary>
    public async Task SettleAsync(CancellationToken ct)
    {
        var deduplicating = _channels.Values.Where(c => c.Deduplicates).Select(c => c.Kind).ToHashSet();
        if (await outbox.SettleInterruptedAsync(deduplicating, time.GetUtcNow(), ct) is > 0 and var count) LogInterruptedMessages(count);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!pipeline.Value.Enabled) return;
        await Task.Yield();
        using var grace = new CancellationTokenSource();
        using var stopping = stoppingToken.Register(() => grace.CancelAfter(Grace));
        await Task.WhenAll(Enumerable.Range(0, options.Value.Parallel).Select(n => LoopAsync(settles: n == 0, stoppingToken, grace.Token)));
    }

    private async Task LoopAsync(bool settles, CancellationToken stopping, CancellationToken grace)
    {
        using var pace = new PeriodicTimer(Pace, time);
        do
        {
            try
            {
                if (settles) await SettleAsync(stopping);
                while (!stopping.IsCancellationRequested && await RunNextAsync(grace))
                {
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
        while (await pace.WaitForNextTickAsync(stopping));
    }

    private async Task<SendResult> AttemptAsync(TakenMessage taken, CancellationToken ct)
    {
        if (!_channels.TryGetValue(taken.First.Channel, out var channel))
        {
            return SendResult.Refused(DeliveryReason.NoChannel, $"{taken.First.Channel} is not configured");
        }

        var handedOver = false;
        try
        {
            return await channel.SendAsync(writer.Write(taken), HandOverAsync, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogChannelFault(channel.Kind, e);
            return handedOver ? SendResult.Unclear(e.Message) : SendResult.Later(DeliveryReason.Unreachable, e.Message);
        }

        async Task<bool> HandOverAsync(CancellationToken token) =>
            handedOver = await outbox.HandOverAsync(taken.Key, _owner, taken.Parts.Count, time.GetUtcNow(), _lease, token);
    }

    [LoggerMessage(1, LogLevel.Warning, "Message {Key} over {Channel} was not sent: {Reason}.")]
    private partial void LogNotSent(string key, ChannelKind channel, string? reason);

    [LoggerMessage(2, LogLevel.Warning, "{Count} notifications were being sent when their host ended.")]
    private partial void LogInterruptedMessages(int count);

    [LoggerMessage(3, LogLevel.Error, "The channel {Channel} failed in a way it should not.")]
    private partial void LogChannelFault(ChannelKind channel, Exception e);

    [LoggerMessage(4, LogLevel.Warning, "The outbox cannot be read; trying again.")]
    private partial void LogFailed(Exception e);
}
