namespace IotLink.Core.Devices;

/// <summary>A window of a longer list, and how long the list is.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total);
