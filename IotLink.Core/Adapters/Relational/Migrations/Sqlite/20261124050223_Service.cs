using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IotLink.Core.Adapters.Relational.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Service : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "access",
                table: "sites",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "address",
                table: "sites",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "contact_name",
                table: "sites",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "contact_phone",
                table: "sites",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "latitude",
                table: "sites",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "longitude",
                table: "sites",
                type: "REAL",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "technicians",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    account_id = table.Column<string>(type: "TEXT", nullable: true),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_technicians", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tickets",
                columns: table => new
                {
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    device_id = table.Column<string>(type: "TEXT", nullable: false),
                    product_id = table.Column<string>(type: "TEXT", nullable: false),
                    site_id = table.Column<string>(type: "TEXT", nullable: true),
                    customer_id = table.Column<string>(type: "TEXT", nullable: true),
                    alarm_id = table.Column<string>(type: "TEXT", nullable: true),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    is_open = table.Column<bool>(type: "INTEGER", nullable: false),
                    priority = table.Column<int>(type: "INTEGER", nullable: false),
                    technician_id = table.Column<string>(type: "TEXT", nullable: true),
                    technician_name = table.Column<string>(type: "TEXT", nullable: true),
                    visit_from = table.Column<long>(type: "INTEGER", nullable: true),
                    visit_to = table.Column<long>(type: "INTEGER", nullable: true),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: true),
                    repaired_at = table.Column<long>(type: "INTEGER", nullable: true),
                    result = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tickets", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "booked_quarters",
                columns: table => new
                {
                    technician_id = table.Column<string>(type: "TEXT", nullable: false),
                    quarter = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_booked_quarters", x => new { x.technician_id, x.quarter });
                    table.ForeignKey(
                        name: "FK_booked_quarters_tickets_number",
                        column: x => x.number,
                        principalTable: "tickets",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    written_at = table.Column<long>(type: "INTEGER", nullable: false),
                    word = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    by_id = table.Column<string>(type: "TEXT", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", nullable: false),
                    detail = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ticket_events", x => x.id);
                    table.ForeignKey(
                        name: "FK_ticket_events_tickets_number",
                        column: x => x.number,
                        principalTable: "tickets",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "counters",
                columns: new[] { "name", "value" },
                values: new object[] { "tickets", 0L });

            migrationBuilder.CreateIndex(
                name: "IX_booked_quarters_number",
                table: "booked_quarters",
                column: "number");

            migrationBuilder.CreateIndex(
                name: "IX_technicians_account_id",
                table: "technicians",
                column: "account_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ticket_events_number_key",
                table: "ticket_events",
                columns: new[] { "number", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_tickets_customer_id_opened_at",
                table: "tickets",
                columns: new[] { "customer_id", "opened_at" });

            migrationBuilder.CreateIndex(
                name: "IX_tickets_device_id_opened_at",
                table: "tickets",
                columns: new[] { "device_id", "opened_at" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_open",
                table: "tickets",
                columns: new[] { "due_at", "priority" },
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "IX_tickets_opened_at",
                table: "tickets",
                column: "opened_at");

            migrationBuilder.CreateIndex(
                name: "IX_tickets_technician_id_visit_from",
                table: "tickets",
                columns: new[] { "technician_id", "visit_from" });

            migrationBuilder.CreateIndex(
                name: "IX_tickets_visit_from_visit_to",
                table: "tickets",
                columns: new[] { "visit_from", "visit_to" });

            migrationBuilder.CreateIndex(
                name: "ux_tickets_one_open",
                table: "tickets",
                column: "alarm_id",
                unique: true,
                filter: "is_open");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "booked_quarters");

            migrationBuilder.DropTable(
                name: "technicians");

            migrationBuilder.DropTable(
                name: "ticket_events");

            migrationBuilder.DropTable(
                name: "tickets");

            migrationBuilder.DeleteData(
                table: "counters",
                keyColumn: "name",
                keyValue: "tickets");

            migrationBuilder.DropColumn(
                name: "access",
                table: "sites");

            migrationBuilder.DropColumn(
                name: "address",
                table: "sites");

            migrationBuilder.DropColumn(
                name: "contact_name",
                table: "sites");

            migrationBuilder.DropColumn(
                name: "contact_phone",
                table: "sites");

            migrationBuilder.DropColumn(
                name: "latitude",
                table: "sites");

            migrationBuilder.DropColumn(
                name: "longitude",
                table: "sites");
        }
    }
}
