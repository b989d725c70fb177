using IotLink.Core.Devices;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace IotLink.Core.Adapters.Relational;

/// <summary>UTC milliseconds: SQLite has no time type, and text would neither sort nor compare as time.</summary>
internal sealed class UnixMillisecondsConverter()
    : ValueConverter<DateTimeOffset, long>(t => t.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));

/// <summary>timestamptz takes UTC only; cut to milliseconds so that both databases give back the same value.</summary>
internal sealed class UtcMillisecondsConverter()
    : ValueConverter<DateTimeOffset, DateTimeOffset>(t => DateTimeOffset.FromUnixTimeMilliseconds(t.ToUnixTimeMilliseconds()), t => t);

internal sealed class CustomerIdConverter()
    : ValueConverter<CustomerId, string>(id => id.Value, text => CustomerId.Parse(text, null));
