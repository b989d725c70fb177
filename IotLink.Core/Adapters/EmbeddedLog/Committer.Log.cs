using Microsoft.Extensions.Logging;

namespace IotLink.Core.Adapters.EmbeddedLog;

internal sealed partial class Committer
{
    [LoggerMessage(1001, LogLevel.Critical, "The message log takes nothing: {Problem}")]
    private static partial void LogRefusing(ILogger logger, string problem, Exception error);

    [LoggerMessage(1002, LogLevel.Warning, "The message log takes messages again")]
    private static partial void LogRecovered(ILogger logger);

    [LoggerMessage(1003, LogLevel.Error, "A sender failed to hear about its messages")]
    private static partial void LogSinkThrew(ILogger logger, Exception error);
}
