using IotLink.Core.Messages;

namespace IotLink.Core.Streams;

/// <summary>
/// The gateways' side of the stream. A message counts as taken only when it is durable (on disk, or acknowledged by the service);
/// many appends share one flush. Messages of one device keep the order of their appends.
/// </summary>
public interface IMessageWriter
{
    /// <summary>Completes when the message is durable. Waits while the stream is full.</summary>
    /// <exception cref="StreamUnavailableException">The stream cannot take anything (disk full or broken). Nothing was taken.</exception>
    ValueTask<StreamPosition> AppendAsync(Message message, CancellationToken ct);

    /// <summary>
    /// For senders with many messages in flight: returns at once, <paramref name="sink"/> hears about it later.
    /// The payload must not change until then.
    /// </summary>
    /// <returns>false when the stream is full (slow the sender down, see <see cref="WaitForRoomAsync"/>).</returns>
    bool TryAppend(Message message, IAppendSink sink, long tag);

    /// <summary>Completes when a <see cref="TryAppend"/> may succeed again.</summary>
    ValueTask WaitForRoomAsync(CancellationToken ct);
}

/// <summary>Hears what became of appended messages. Called on the committing thread: do little, never block.</summary>
public interface IAppendSink
{
    /// <summary>The message with this tag is durable. Tags of one sink come in append order.</summary>
    void Appended(long tag, StreamPosition position);

    void Failed(long tag, StreamUnavailableException reason);

    /// <summary>Once per sink after each commit that held its messages: the moment to flush acknowledgements.</summary>
    void Committed();
}

/// <summary>The stream cannot take messages. Senders must not be acknowledged.</summary>
public sealed class StreamUnavailableException : Exception
{
    public StreamUnavailableException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
