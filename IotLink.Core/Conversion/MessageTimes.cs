namespace IotLink.Core.Conversion;

/// <summary>What a message around a payload says about time.</summary>
internal readonly record struct MessageTimes(DateTimeOffset? Device, DateTimeOffset? Header, DateTimeOffset? Hub);
