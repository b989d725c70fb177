namespace IotLink.Portal.Controls;

/// <summary>How long a component is there. What still asks for the token when it has gone gets one that says so.</summary>
public sealed class Lifetime : IDisposable
{
    private readonly CancellationTokenSource _ended = new();

    public Lifetime() => Token = _ended.Token;

    public CancellationToken Token { get; }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }
}
