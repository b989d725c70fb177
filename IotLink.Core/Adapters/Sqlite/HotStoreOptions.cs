namespace IotLink.Core.Adapters.Sqlite;

/// <summary>Section <c>Storage:Hot</c>.</summary>
public sealed class HotStoreOptions
{
    /// <summary>
    /// How often the newest reading of each device is written down. What came since is read again from the rows after a crash.
    /// </summary>
    public int FlushSeconds { get; set; } = 5;

    /// <summary>How many histories are read at the same time.</summary>
    public int Readers { get; set; } = 4;

    internal IEnumerable<string> Faults(string key)
    {
        if (FlushSeconds is < 1 or > 3_600) yield return $"{key}:FlushSeconds must be 1-3600 (was {FlushSeconds})";
        if (Readers is < 1 or > 64) yield return $"{key}:Readers must be 1-64 (was {Readers})";
    }
}
