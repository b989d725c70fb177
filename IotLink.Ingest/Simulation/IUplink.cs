namespace IotLink.Ingest.Simulation;

/// <summary>A device's own connection. Lives until it fails; then the device opens another one.</summary>
internal interface IUplink : IAsyncDisposable
{
    /// <summary>Connects and signs in.</summary>
    Task OpenAsync(CancellationToken ct);

    /// <summary>Completes when the message is acknowledged, where the transport acknowledges.</summary>
    Task SendAsync(Outgoing message, CancellationToken ct);
}
