using System.Globalization;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>The day files in a folder and their names: <c>hot-2026-11-23-0.db</c> is what came in on that day (UTC) in shard 0.</summary>
internal sealed class DayCatalog(string folder)
{
    public string Folder => folder;

    public string PathOf(int day, int shard) => Path.Combine(folder,
        string.Create(CultureInfo.InvariantCulture, $"hot-{DateOnly.FromDayNumber(day):yyyy-MM-dd}-{shard}.db"));

    public bool Exists(int day, int shard) => File.Exists(PathOf(day, shard));

    /// <summary>Oldest first.</summary>
    public IEnumerable<(int Day, int Shard)> All()
    {
        var files = new List<(int Day, int Shard)>();
        foreach (var path in Directory.EnumerateFiles(folder, "hot-*.db"))
        {
            var name = Path.GetFileNameWithoutExtension(path.AsSpan());
            if (name.Length > 15
                && DateOnly.TryParseExact(name[4..14], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && int.TryParse(name[15..], NumberStyles.None, CultureInfo.InvariantCulture, out var shard))
            {
                files.Add((day.DayNumber, shard));
            }
        }

        files.Sort();
        return files;
    }

    public void Delete(int day, int shard)
    {
        var path = PathOf(day, shard);
        foreach (var suffix in (string[])["", "-wal", "-shm"]) File.Delete(path + suffix);
    }
}
