using System.Text.Json;
using System.Text.Json.Serialization;

namespace IotLink.Core.Adapters.Relational;

/// <summary>An id as its text.</summary>
internal sealed class ParsableJson<T> : JsonConverter<T>
    where T : struct, IParsable<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.Parse(reader.GetString() ?? "", null);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
