using Microsoft.Extensions.Logging;

namespace IotLink.Core.Live;

public sealed partial class LiveFeed
{
    [LoggerMessage(1, LogLevel.Warning, "A listener of {Topic} failed; it is called again at the next signal.")]
    private static partial void LogListenerFailed(ILogger log, LiveTopic topic, Exception e);
}
