namespace IotLink.Core.Adapters.Sqlite;

/// <summary>Lets the rows of dropped days go from a generation file too.</summary>
internal static class GenerationDays
{
    /// <returns>false when nothing is left that is worth keeping.</returns>
    public static bool Cut(string path, int before)
    {
        using var database = Database.OpenForWriting(path);
        if (database.Scalar("SELECT max(day) FROM day") is not { } last) return true;
        if (last < before) return false;
        if (database.Scalar("SELECT min(day) FROM day") >= before) return true;
        var first = database.Scalar(FormattableString.Invariant($"SELECT min(first) FROM day WHERE day >= {before}"))!.Value;
        database.InTransaction(() => database.Execute(FormattableString.Invariant(
            $"DELETE FROM reading WHERE key < {first}; DELETE FROM day WHERE day < {before}")));
        return true;
    }
}
