namespace IotLink.Tests.Support;

/// <summary>A folder of its own that goes away with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("iotlink-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>As it is now: what a crash would leave behind.</summary>
    public TempFolder Copy()
    {
        var copy = new TempFolder();
        foreach (var path in Directory.GetFiles(Path, "*", SearchOption.AllDirectories))
        {
            if (System.IO.Path.GetFileName(path) == "lock") continue; // held, and nobody holds the copy
            var target = copy.File(System.IO.Path.GetRelativePath(Path, path));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            using var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var to = System.IO.File.Create(target);
            from.CopyTo(to);
        }

        return copy;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
