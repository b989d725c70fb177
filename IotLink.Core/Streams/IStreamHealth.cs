namespace IotLink.Core.Streams;

/// <summary>How the stream is, for health checks and the system page. Cheap, safe from any thread.</summary>
public interface IStreamHealth
{
    StreamState State { get; }
}

/// <param name="Problem">Why nothing can be taken, in English; null while all is well.</param>
/// <param name="First">Oldest sequence still there.</param>
/// <param name="Last">Newest durable sequence.</param>
/// <param name="Bytes">What it takes on disk.</param>
/// <param name="Waiting">Messages appended and not durable yet.</param>
public readonly record struct StreamState(string? Problem, long First, long Last, long Bytes, int Waiting)
{
    public bool IsWritable => Problem is null;
}
