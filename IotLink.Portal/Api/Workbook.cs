using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace IotLink.Portal.Api;

/// <summary>One table as a spreadsheet file (ECMA-376), with the few parts a spreadsheet program asks for. A text is never a formula.</summary>
internal static class Workbook
{
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";

    /// <param name="rows">Numbers, texts and nothing.</param>
    public static byte[] Write(string sheet, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>");
            Add(zip, "_rels/.rels", $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Add(zip, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets><sheet name=\"{Escaped(sheet)}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
            Add(zip, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"rId1\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            Add(zip, "xl/worksheets/sheet1.xml", Sheet([header, .. rows]));
        }

        return memory.ToArray();
    }

    private static string Sheet(IEnumerable<IReadOnlyList<object?>> rows)
    {
        var xml = new StringBuilder($"<worksheet xmlns=\"{Main}\"><sheetData>");
        foreach (var row in rows)
        {
            xml.Append("<row>");
            foreach (var cell in row) xml.Append(Cell(cell));
            xml.Append("</row>");
        }

        return xml.Append("</sheetData></worksheet>").ToString();
    }

    private static string Cell(object? value) => value switch
    {
        null => "<c/>",
        double number when !double.IsFinite(number) => "<c/>",
        double number => $"<c><v>{number.ToString("R", CultureInfo.InvariantCulture)}</v></c>",
        int or long => $"<c><v>{Convert.ToString(value, CultureInfo.InvariantCulture)}</v></c>",
        _ => $"<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{Escaped(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}</t></is></c>",
    };

    private static string Escaped(string text) => System.Security.SecurityElement.Escape(new string([.. text.Where(c => c >= ' ' || c is '\t' or '\n' or '\r')])) ?? "";

    private static void Add(ZipArchive zip, string path, string xml)
    {
        using var writer = new StreamWriter(zip.CreateEntry(path).Open(), new UTF8Encoding(false));
        writer.Write(Head);
        writer.Write(xml);
    }
}
