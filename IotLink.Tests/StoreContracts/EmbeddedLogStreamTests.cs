using IotLink.Core.Adapters.EmbeddedLog;
using IotLink.Core.Streams;
using IotLink.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace IotLink.Tests.StoreContracts;

public class EmbeddedLogStreamTests : MessageStreamContract
{
    private readonly TempFolder _folder = new();
    private MessageLog? _log;

    private protected virtual MessageLogOptions Options => new();

    protected override ValueTask<IMessageWriter> OpenAsync() =>
        new(_log = MessageLog.Open(_folder.Path, Options, Clock, NullLogger<MessageLog>.Instance));

    protected override ValueTask CloseAsync()
    {
        _log?.Dispose();
        return default;
    }
}

/// <summary>The same with many files, a queue that is often full, and no memory for readers.</summary>
public sealed class CrampedEmbeddedLogStreamTests : EmbeddedLogStreamTests
{
    private protected override MessageLogOptions Options =>
        new() { SegmentBytes = 8_192, QueueBytes = 4_096, QueueMessages = 50, TailBytes = 0, LingerMilliseconds = 0 };
}
