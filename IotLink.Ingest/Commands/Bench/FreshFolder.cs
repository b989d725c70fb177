namespace IotLink.Ingest.Commands.Bench;

/// <summary>A folder of its own for one measurement; gone afterwards.</summary>
internal sealed class FreshFolder : IDisposable
{
    public FreshFolder(string parent, string name)
    {
        Path = System.IO.Path.Combine(parent, $"{name}-{Guid.NewGuid():n}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
