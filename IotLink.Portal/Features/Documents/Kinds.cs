using IotLink.Core.Devices;
using IotLink.Core.Documents;

namespace IotLink.Portal.Features.Documents;

/// <summary>Where the documents of each kind are found in the portal.</summary>
public static class Kinds
{
    public static string RootOf(DocumentKind kind) => kind switch
    {
        DocumentKind.Spec => "/l/specs",
        DocumentKind.Contract => "/l/contracts",
        DocumentKind.Rule => "/l/rules",
        DocumentKind.Action => "/l/actions",
        _ => "/l/formulas",
    };

    /// <param name="address">Relative to the portal's root.</param>
    public static DocumentKind OfAddress(string address) => address.Split('/', '?', '#') switch
    {
        [_, "contracts", ..] => DocumentKind.Contract,
        [_, "rules", ..] => DocumentKind.Rule,
        [_, "actions", ..] => DocumentKind.Action,
        [_, "formulas", ..] => DocumentKind.Formula,
        _ => DocumentKind.Spec,
    };

    /// <summary>Of specs and contracts a product has one: their address needs no name.</summary>
    public static bool IsOnly(DocumentKind kind) => kind is DocumentKind.Spec or DocumentKind.Contract;

    public static string AddressOf(DocumentKey key) =>
        $"{RootOf(key.Kind)}/{key.Product?.Value ?? "_"}" + (IsOnly(key.Kind) ? "" : $"/{key.Name}");

    /// <returns>null for what is no key.</returns>
    public static DocumentKey? KeyOf(DocumentKind kind, string product, string? name) =>
        DocumentKey.TryParse($"{DocumentKey.WordOf(kind)}/{product}/{(IsOnly(kind) ? DocumentKey.Only : name)}", null, out var key) ? key : null;

    public static string NameOf(DocumentKey key) => IsOnly(key.Kind) ? key.Product!.Value.Value : key.Name;

    /// <summary>What a new document of a kind begins with: small, whole, and green as soon as its numbers are right.</summary>
    public static string TemplateOf(DocumentKind kind, ProductId product, string name) => kind switch
    {
        DocumentKind.Spec => $$$"""
            meta: {endian: be}
            product: {{{product}}}
            version: 1
            seq:
              - {id: value, type: u2, scale: 0.1}
            tests:
              - {name: first, hex: 00 eb, expect: {value: 23.5}}

            """,
        DocumentKind.Contract => $$$"""
            apiVersion: v3.1.0
            kind: DataContract
            id: {{{product}}}-telemetry
            version: 1.0.0
            status: active
            customProperties:
              - {property: productId, value: {{{product}}}}
              - {property: onOutOfRange, value: mark}
            schema:
              - name: reading
                logicalType: object
                properties:
                  - {name: value, logicalType: number, required: true, logicalTypeOptions: {minimum: 0, maximum: 100}}

            """,
        DocumentKind.Rule => $$$"""
            ruleId: {{{name}}}
            productId: {{{product}}}
            type: threshold
            title: {ko: {{{name}}}, en: {{{name}}}}
            condition: metrics.value > 80
            hysteresis: 5
            severity: high

            """,
        DocumentKind.Action => $$$"""
            actionId: {{{name}}}
            productId: {{{product}}}
            title: {ko: {{{name}}}, en: {{{name}}}}
            transport: shadow
            timeout: 30s
            success: metrics.value < 75
            verify: 2m
            limits: {device: 3 per 1h, fleet: 20 per 1m}

            """,
        _ => $$$"""
            formulaId: {{{name}}}
            productId: {{{product}}}
            metric: {{{name}}}
            formula: clamp(100 - value, 0, 100)
            unit: "%"

            """,
    };
}
