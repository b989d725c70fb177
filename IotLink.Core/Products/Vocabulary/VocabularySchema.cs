using System.Text.Json.Nodes;

namespace IotLink.Core.Products.Vocabulary;

/// <summary>Makes a language's JSON Schema (draft 2020-12) of its vocabulary: one definition per section, no key but the known ones.</summary>
public static class VocabularySchema
{
    public static JsonObject Of(DocumentLanguage language)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"urn:iotlink:schema:{language.Name}",
            ["title"] = language.Title,
        };
        if (language.ListKey is { } list)
        {
            // A choice by one key, not anyOf: an error is then told for the form that was meant.
            schema["if"] = new JsonObject { ["type"] = "object", ["required"] = new JsonArray(list) };
            schema["then"] = ShapeSchema.Reference(list);
            schema["else"] = ShapeSchema.Reference(language.Sections[0].Name);
        }
        else
        {
            schema["$ref"] = $"#/$defs/{language.Sections[0].Name}";
        }

        schema["$defs"] = new JsonObject(language.Sections.Select(s => KeyValuePair.Create(s.Name, (JsonNode?)Definition(s))));
        return schema;
    }

    private static JsonObject Definition(SpecSection section)
    {
        var definition = new JsonObject
        {
            ["type"] = "object",
            ["description"] = section.Doc,
            ["properties"] = new JsonObject(section.Keys.Select(k => KeyValuePair.Create(k.Name, (JsonNode?)Property(k)))),
            ["additionalProperties"] = false,
        };
        var required = section.Keys.Where(k => k.IsRequired).Select(k => (JsonNode?)JsonValue.Create(k.Name)).ToArray();
        if (required.Length > 0) definition["required"] = new JsonArray(required);
        return definition;
    }

    private static JsonObject Property(SpecKey key)
    {
        var property = ShapeSchema.Of(key);
        property["description"] = key.Example.Length > 0 ? $"{key.Doc} Example: {key.Name}: {key.Example}" : key.Doc;
        return property;
    }
}
