using System.Globalization;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>SQLite could not do it: disk full, file damaged or away. Nothing of the failed batch counts; saving it again is right.</summary>
internal sealed class HotStoreException(string message, int code)
    : IOException(string.Create(CultureInfo.InvariantCulture, $"The hot store failed: {message} (SQLite {code})."))
{
    public int Code { get; } = code;
}
