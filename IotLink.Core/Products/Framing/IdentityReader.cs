using IotLink.Core.Devices;
using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products.Framing;

/// <summary>Reads <c>identify: certificate</c>, <c>identify: {login: ...}</c> or <c>identify: {field: ...}</c>.</summary>
internal static class IdentityReader
{
    public static IdentityRule? Read(DocumentMap spec)
    {
        if (spec.Node("identify", required: true) is not { } node) return null;
        if (node is YamlScalarNode { Value: "certificate" }) return new(IdentitySource.Certificate);
        if (DocumentMap.From(node, "identify", spec.Faults) is not { } map) return null;
        var (login, field) = (map.Map("login"), map.Map("field"));
        if (map.Has("login") == map.Has("field")) map.Missing(["login", "field"], "Expected 'certificate', or one of 'login' and 'field'.", "identify.shape");
        map.Done();
        var fromLogin = login is null ? null : Rule(login, IdentitySource.Login);
        return fromLogin ?? (field is null ? null : Rule(field, IdentitySource.Field));
    }

    private static IdentityRule Rule(DocumentMap map, IdentitySource source)
    {
        var separator = map.Bytes("separator");
        var prefix = map.Text("prefix") ?? "";
        var rule = new IdentityRule(source)
        {
            When = source == IdentitySource.Login ? map.Bytes("when", required: true) : default,
            Separator = separator?[0],
            Column = map.Small("column", 0, required: map.Has("separator")) ?? 0,
            At = map.Small("at", 0, required: !map.Has("separator") && !map.MayMean("separator")) ?? 0,
            Size = map.Small("size", 1),
            Coding = map.Choice<IdentityCoding>("as") ?? IdentityCoding.Ascii,
            Digits = map.Small("digits", 1),
            Prefix = prefix,
        };
        if (separator is { Length: not 1 }) map.Fault("separator", "identify.shape", "A separator is one byte.");
        if (prefix.Length > 0 && !Identifier.IsValid(prefix)) map.Fault("prefix", "identify.shape", "Not part of a device id.");
        if (rule.Coding == IdentityCoding.Decimal && rule.Size is not (1 or 2 or 4 or 8) && (rule.Size is not null || !map.Has("size")))
            map.Missing(["size"], "A decimal id has a size of 1, 2, 4 or 8 bytes.", "identify.shape", at: "size");
        map.Done();
        return rule;
    }
}
