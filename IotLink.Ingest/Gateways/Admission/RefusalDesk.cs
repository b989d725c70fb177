using IotLink.Core.Messages;
using IotLink.Core.Streams;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Gateways.Admission;

/// <summary>
/// Where refused input ends: counted always, and handed to the stream with its <see cref="Message.Refusal"/> so that it becomes a dead
/// letter, at a bounded rate per gateway, so that a flood of garbage fills no disk.
/// </summary>
internal sealed partial class RefusalDesk(
    IMessageWriter stream, GatewayMetrics metrics, IOptions<AdmissionOptions> options, TimeProvider clock, ILogger<RefusalDesk> log)
    : IAppendSink
{
    /// <summary>Bytes of a refused payload that are kept.</summary>
    public const int KeptPayload = 4096;

    private readonly Desk[] _desks = [.. Enum.GetValues<Channel>().Select(c => new Desk(c, options.Value, clock))];

    /// <summary>Takes a refused message. Its payload must be its own copy, at most <see cref="KeptPayload"/> bytes of it.</summary>
    /// <param name="message">With <see cref="Message.Refusal"/> set.</param>
    public void Refuse(Message message)
    {
        var desk = _desks[(int)message.Channel];
        var refusal = message.Refusal ?? throw new ArgumentException("A refused message says why.", nameof(message));
        metrics.Refuse(message.Channel, refusal.Code);
        Say(desk, refusal);
        if (!desk.Letters.TryTake() || !stream.TryAppend(message, this, 0)) metrics.LeaveWithoutLetter(message.Channel);
    }

    /// <summary>Counts what has no content worth keeping (a sign-in that failed, a connection that fell silent).</summary>
    public void Count(Channel channel, Refusal refusal)
    {
        metrics.Refuse(channel, refusal.Code);
        Say(_desks[(int)channel], refusal);
    }

    void IAppendSink.Appended(long tag, StreamPosition position)
    {
    }

    void IAppendSink.Failed(long tag, StreamUnavailableException reason)
    {
    }

    void IAppendSink.Committed()
    {
    }

    private void Say(Desk desk, Refusal refusal)
    {
        Interlocked.Increment(ref desk.Unsaid);
        if (!desk.Lines.TryTake()) return;
        LogRefused(desk.Channel.Word(), Interlocked.Exchange(ref desk.Unsaid, 0), refusal.Code, refusal.Detail);
    }

    private sealed class Desk(Channel channel, AdmissionOptions options, TimeProvider clock)
    {
        public int Unsaid;

        public Channel Channel { get; } = channel;

        public TokenBucket Letters { get; } = options.DeadLettersPerSecond == 0
            ? new(double.Epsilon, 0, clock)
            : new(options.DeadLettersPerSecond, options.DeadLettersPerSecond * 5, clock);

        public TokenBucket Lines { get; } = new(0.2, 3, clock);
    }
}
