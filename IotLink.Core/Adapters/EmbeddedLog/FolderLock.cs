namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>Keeps a second process out of a folder; the operating system lets go of it even after <c>kill -9</c>.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="IOException">Another process has it.</exception>
    public static FolderLock Take(string folder)
    {
        var path = Path.Combine(folder, "lock");
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new IOException(
                $"The message log in {folder} is in use by another process. Stop that one, or set Storage:Folder to another folder.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
