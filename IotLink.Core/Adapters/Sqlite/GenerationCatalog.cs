using System.Globalization;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>The generation files in the hot store's folder: <c>gen-7.db</c>.</summary>
internal static class GenerationCatalog
{
    public static string PathOf(string folder, long id) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"gen-{id}.db"));

    /// <summary>Throws away what no table speaks of: the halves that crashes left.</summary>
    public static void DeleteOthers(string folder, IEnumerable<long> ids)
    {
        var known = ids.Select(id => PathOf(folder, id)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(folder, "gen-*.db").Where(path => !known.Contains(path))) Delete(path);
    }

    public static void Delete(string path)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm"]) File.Delete(path + suffix);
    }
}
