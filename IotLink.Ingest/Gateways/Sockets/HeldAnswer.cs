namespace IotLink.Ingest.Gateways.Sockets;

/// <summary>An answer that is not due before something else than a commit has happened.</summary>
internal sealed class HeldAnswer
{
    private volatile bool _isDue;

    public bool IsDue => _isDue;

    public void Release() => _isDue = true;
}
