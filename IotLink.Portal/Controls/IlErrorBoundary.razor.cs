using System.Diagnostics;
using Microsoft.AspNetCore.Components;

namespace IotLink.Portal.Controls;

public sealed partial class IlErrorBoundary
{
    private string _trace = "";

    [Inject]
    private ILogger<IlErrorBoundary> Log { get; set; } = default!;

    protected override Task OnErrorAsync(Exception exception)
    {
        _trace = Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("N");
        LogFailed(Log, _trace, exception);
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Error, "A page failed; its reader was shown trace {Trace}")]
    private static partial void LogFailed(ILogger log, string trace, Exception exception);
}
