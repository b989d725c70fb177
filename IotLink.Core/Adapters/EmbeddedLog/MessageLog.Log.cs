using Microsoft.Extensions.Logging;

namespace IotLink.Core.Adapters.EmbeddedLog;

internal sealed partial class MessageLog
{
    [LoggerMessage(1000, LogLevel.Information, "Message log open: {Segments} segments, messages {First} to {Last}, {Torn} bytes of an unfinished commit cut off")]
    private static partial void LogOpened(ILogger logger, int segments, long first, long last, long torn);
}
