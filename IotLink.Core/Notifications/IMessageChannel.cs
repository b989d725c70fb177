namespace IotLink.Core.Notifications;

/// <summary>A way out of the house.</summary>
public interface IMessageChannel
{
    ChannelKind Kind { get; }

    /// <summary>Whether sending the same key twice reaches the person once: then what is unclear is sent again.</summary>
    bool Deduplicates { get; }

    /// <summary>
    /// Makes one attempt. Whatever can fail harmlessly comes first; right before the step that cannot be taken back it awaits
    /// <paramref name="handOver"/> and, when that is false, ends with <see cref="SendOutcome.Withdrawn"/>. Expected failure is a result;
    /// an exception after the hand-over counts as unclear, one before it as unreachable.
    /// </summary>
    Task<SendResult> SendAsync(OutgoingMessage message, Func<CancellationToken, Task<bool>> handOver, CancellationToken ct);
}
