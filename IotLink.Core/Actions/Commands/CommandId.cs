using System.Diagnostics.CodeAnalysis;
using IotLink.Core.Devices;

namespace IotLink.Core.Actions.Commands;

/// <summary>Names one command for ever; devices know a repeat by it.</summary>
public readonly record struct CommandId : IParsable<CommandId>
{
    private readonly string? _value;

    private CommandId(string value) => _value = value;

    public string Value => _value ?? "";

    public static CommandId New(DateTimeOffset now) => new(Guid.CreateVersion7(now).ToString("N"));

    public static CommandId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is no command id.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CommandId result)
    {
        result = s is not null && Identifier.IsValid(s) ? new(s) : default;
        return result._value is not null;
    }

    public override string ToString() => Value;
}
