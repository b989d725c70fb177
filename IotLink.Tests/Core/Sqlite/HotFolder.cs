using IotLink.Core.Adapters.Sqlite;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Core.Sqlite;

/// <summary>A hot store in a folder of its own, and what crashes leave of it.</summary>
internal sealed class HotFolder(TempFolder folder) : IDisposable
{
    public HotFolder()
        : this(new TempFolder())
    {
    }

    public FakeTimeProvider Clock { get; init; } = new(Sample.Noon);

    public string Path => folder.Path;

    public SqliteHotStore Open() => SqliteHotStore.Open(Path, new(), Clock);

    /// <summary>What <c>kill -9</c> would leave behind now.</summary>
    public HotFolder Copy() => new(folder.Copy()) { Clock = Clock };

    /// <summary>Puts the files of another moment in place of this one's.</summary>
    public void TakeFrom(HotFolder other, string pattern)
    {
        foreach (var path in Directory.GetFiles(Path, pattern)) File.Delete(path);
        foreach (var path in Directory.GetFiles(other.Path, pattern)) File.Copy(path, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(path)));
    }

    public void Dispose() => folder.Dispose();
}
