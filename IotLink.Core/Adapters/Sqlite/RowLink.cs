namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// How a row hangs in its device's chain. A history is read backwards along it, and ends where nothing older can be newer than wanted.
/// </summary>
/// <param name="Previous">The device's row before; none for its first.</param>
/// <param name="Newest">The newest event time of the device up to and with this row, ms.</param>
internal readonly record struct RowLink(RowRef Previous, long Newest);
