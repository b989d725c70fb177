namespace IotLink.Ingest.Gateways.Admission;

internal sealed partial class RefusalDesk
{
    [LoggerMessage(1101, LogLevel.Warning, "Gateway {Channel} refused {Count} messages since it last said so; the latest: {Reason} ({Detail})")]
    private partial void LogRefused(string channel, int count, string reason, string detail);
}
