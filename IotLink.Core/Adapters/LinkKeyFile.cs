using System.Security.Cryptography;
using System.Text;

namespace IotLink.Core.Adapters;

/// <summary>The key of signed links: the one that is set, or one made once and kept beside the data.</summary>
internal static class LinkKeyFile
{
    private const int Bytes = 32;

    /// <exception cref="InvalidOperationException">The key that is set is too short.</exception>
    public static byte[] Key(string set, string folder)
    {
        if (set.Length >= Bytes) return SHA256.HashData(Encoding.UTF8.GetBytes(set));
        if (set.Length > 0) throw new InvalidOperationException($"Notifications:LinkKey must have at least {Bytes} characters (has {set.Length})");
        var file = Path.Combine(Path.GetFullPath(folder), "keys", "links.key");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (!File.Exists(file)) Make(file);
        return File.ReadAllBytes(file);
    }

    /// <summary>Whole or not at all; of two hosts one makes it. Readable by its owner alone.</summary>
    private static void Make(string file)
    {
        var draft = $"{file}.{Environment.ProcessId}";
        File.WriteAllBytes(draft, RandomNumberGenerator.GetBytes(Bytes));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }
}
